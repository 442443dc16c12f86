import type { Finding, Verdict } from '../../checks';

const WORDS: Readonly<Record<Verdict, string>> = {
  passed: 'ok     ',
  warning: 'WARNING',
  failed: 'FAILED ',
  skipped: 'skipped',
};

const INDENT = ' '.repeat(WORDS.passed.length + 1);

/** A mark for each verdict, where there is no room for a word. */
export const VERDICT_MARKS: Readonly<Record<Verdict, string>> = {
  passed: '✓',
  warning: '!',
  failed: '✗',
  skipped: '–',
};

/** True if a finding says that something isn't as it should be. */
export function isDoubtful({ verdict }: Finding): boolean {
  return verdict === 'warning' || verdict === 'failed';
}

/** A finding in one line if it passed, else in up to three: what was seen, what it means, what to do. */
export function findingText(finding: Finding): string {
  return verdictText(`${finding.area} (${finding.check})`, finding);
}

/** The same, of anything that was examined, under its name. */
export function verdictText(
  name: string,
  { verdict, seen, meaning, advice }: Pick<Finding, 'verdict' | 'seen' | 'meaning' | 'advice'>,
): string {
  const first = `${WORDS[verdict]} ${name}: ${seen}`;
  if (verdict === 'passed') return first;
  const rest = [meaning, ...(advice === null ? [] : [`what to do: ${advice}`])];
  return [first, ...rest.map((line) => `${INDENT}${line}`)].join('\n');
}

/** The number of findings of each verdict, e.g. `14 passed, 3 warnings, 0 failed`. */
export function countFindings(findings: readonly Finding[]): string {
  const count = (verdict: Verdict): number =>
    findings.filter((finding) => finding.verdict === verdict).length;
  const warnings = count('warning');
  const skipped = count('skipped');
  return [
    `${count('passed')} passed`,
    `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`,
    `${count('failed')} failed`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
  ].join(', ');
}

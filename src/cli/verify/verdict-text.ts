import { count, percent } from '../../report/text/format';
import { table } from '../../report/text/table';
import type { VerifiedFile } from '../../verify';

/** A single file's verdict, with all that was found. */
export function fileText(file: VerifiedFile, isShort: boolean): string {
  const { name, verdict, reasons, notes, checks, runs } = file;
  const lines = [`${name}: ${verdict}`, ...reasons.map((reason) => `          ${reason}`)];
  if (isShort) return lines.join('\n');
  const outcomes = Object.entries(checks).map(([check, outcome]) => `${check} ${outcome}`);
  return [
    ...lines,
    `checks    ${outcomes.join(', ')}`,
    ...runs.map(({ name: run, claimed, found }) => {
      return `accuracy  ${run}: ${accuracy(claimed)} claimed, ${accuracy(found)} found`;
    }),
    ...notes.map((note) => `note      ${note}`),
  ].join('\n');
}

/** A table of many files' verdicts, and how many there are of each. */
export function filesText(files: readonly VerifiedFile[]): string {
  const rows = files.map(({ name, verdict, reasons, runs }) => [
    name,
    verdict,
    runs.map(({ claimed }) => accuracy(claimed)).join(', '),
    runs.some(({ found }) => found !== null)
      ? runs.map(({ found }) => accuracy(found)).join(', ')
      : '–',
    reasons.at(0) ?? '',
  ]);
  const numbers = [...new Set(files.map(({ verdict }) => verdict))].map(
    (kind) => `${files.filter(({ verdict }) => verdict === kind).length} ${kind}`,
  );
  const head = ['results', 'verdict', 'claimed', 'found', 'reason'];
  return `${table(head, rows, 'left at both ends')}\n${count(files.length, 'file')}: ${numbers.join(', ')}`;
}

function accuracy(value: number | null): string {
  return value === null ? '–' : percent(value);
}

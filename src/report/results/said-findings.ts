import type { Finding } from '../../checks';
import { isDoubtful } from '../text/findings-text';
import { count } from '../text/format';
import type { NamedRun } from './run-labels';
import type { Sources } from '../sources';

/** A finding, with the run or the data that it is on. */
export interface PlacedFinding extends Finding {
  /** E.g. `configuration 1`, or `data and code`. */
  readonly on: string;
}

/** Findings that say the same: of one subject, with one verdict, on the same runs. */
export interface Said {
  readonly findings: readonly PlacedFinding[];
  readonly on: readonly string[];
}

/** Where findings are. */
interface Placed extends Pick<Sources, 'origins'> {
  readonly runs: readonly NamedRun[];
}

/** The doctor's findings on data and code, then on each run. */
export function placedFindings({ origins, runs }: Placed): PlacedFinding[] {
  const shared = origins.flatMap(({ name, results: { findings } }) => {
    const on = origins.length > 1 ? `data and code of ${name}` : 'data and code';
    return (findings ?? []).map((one) => ({ ...one, on }));
  });
  const own = runs.flatMap(({ run, label }) =>
    (run.findings ?? []).map((one) => ({ ...one, on: label.name })),
  );
  return [...shared, ...own];
}

/** Says how many of some findings are doubtful. */
export function doubtWords(findings: readonly Finding[]): string {
  const doubtful = findings.filter(isDoubtful).length;
  if (doubtful === 0) return 'Nothing is doubtful.';
  const has = doubtful === 1 ? 'has' : 'have';
  return `${count(doubtful, 'check')} of ${findings.length} ${has} doubts.`;
}

/** Says that the doctor was switched off; null if it never was. */
export function offWords({ origins, runs }: Placed): string | null {
  const all = [...origins.map(({ results }) => results), ...runs.map(({ run }) => run)];
  if (!all.some(({ findings }) => findings === null)) return null;
  const isOffInAll = placedFindings({ origins, runs }).length === 0;
  return `It was switched off in ${isOffInAll ? 'all' : 'some'} runs.`;
}

/** Puts together what the same runs have of one subject with one verdict, in the findings' order. */
export function merged(findings: readonly PlacedFinding[]): Said[] {
  const byPlace = grouped(findings, (one) => `${one.on}|${one.area}|${one.verdict}|${gist(one)}`);
  const alike = grouped(
    byPlace,
    (same) =>
      `${same[0].area}|${same[0].verdict}|${same.map(({ check }) => check).join()}|${isDoubtful(same[0]) ? same[0].meaning : ''}`,
  );
  return alike.map((groups) => ({
    findings: groups.flat(),
    on: groups.map(([{ on }]) => on),
  }));
}

/** What a doubt comes down to, as far as several checks of a subject can agree on it. */
function gist(one: PlacedFinding): string {
  if (!isDoubtful(one)) return '';
  return /too (large|small)/.exec(one.meaning)?.[0] ?? one.check;
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Item[][] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}

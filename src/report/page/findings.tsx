import type { Finding } from '../../checks';
import { capital, list } from '../conclusions/words';
import { checkName } from '../text/check-names';
import { isDoubtful, VERDICT_MARKS } from '../text/findings-text';
import { count } from '../text/format';

/** A finding, with the run or the data that it is on. */
export interface PlacedFinding extends Finding {
  /** E.g. `configuration 1`, or `data and code`. */
  readonly on: string;
}

/** Findings that say the same: of one subject, with one verdict, on the same runs. */
interface Said {
  readonly findings: readonly PlacedFinding[];
  readonly on: readonly string[];
}

/** What is doubtful, what says the same as one; what passed or was skipped, folded. */
export function Findings({ findings }: { readonly findings: readonly PlacedFinding[] }) {
  const doubtful = merged(findings.filter(isDoubtful));
  const others = merged(findings.filter((one) => !isDoubtful(one)));
  const passed = findings.filter(({ verdict }) => verdict === 'passed').length;
  const skipped = findings.filter(({ verdict }) => verdict === 'skipped').length;
  return (
    <>
      {doubtful.length > 0 && (
        <ul class="findings">
          {doubtful.map((said) => (
            <Doubt {...said} />
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <details>
          <summary>
            {count(passed, 'check')} passed{skipped > 0 && `, ${skipped} skipped`}
          </summary>
          <ul class="findings">
            {others.map(({ findings: same, on }) => (
              <li class={same[0].verdict}>
                <b>
                  {VERDICT_MARKS[same[0].verdict]} {capital(same[0].area)}
                </b>{' '}
                <span class="note">{capital(list(on))}</span>
                <Seen findings={same} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

function Doubt({ findings, on }: Said) {
  const [{ verdict, area, meaning, advice }] = findings;
  return (
    <li class={verdict}>
      <b>
        {VERDICT_MARKS[verdict]} {capital(list(on))}: {meaning}.
      </b>
      {advice !== null && <> What to do: {advice}.</>}
      <details>
        <summary>
          {count(findings.length, 'check')} of the {area} {findings.length === 1 ? 'says' : 'say'}{' '}
          so
        </summary>
        <Seen findings={findings} />
      </details>
    </li>
  );
}

/** What each check saw; of several runs that saw the same, once. */
function Seen({ findings }: Pick<Said, 'findings'>) {
  const lines = new Map<string, { readonly one: PlacedFinding; readonly on: string[] }>();
  for (const one of findings) {
    const key = `${one.check}: ${one.seen}`;
    const known = lines.get(key);
    if (known) known.on.push(one.on);
    else lines.set(key, { one, on: [one.on] });
  }
  const isShared = new Set(findings.map(({ on }) => on)).size > 1;
  return (
    <ul class="seen">
      {[...lines.values()].map(({ one: { check, seen, meaning }, on }) => (
        <li>
          {checkName(check)}
          {isShared && `, ${list(on)}`}: {seen}. {capital(meaning)}.
        </li>
      ))}
    </ul>
  );
}

/** Puts together what the same runs have of one subject with one verdict, in the findings' order. */
function merged(findings: readonly PlacedFinding[]): Said[] {
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

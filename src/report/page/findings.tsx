import { capital, list } from '../conclusions/words';
import { merged, type PlacedFinding, type Said } from '../results/said-findings';
import { checkName } from '../text/check-names';
import { isDoubtful, VERDICT_MARKS } from '../text/findings-text';
import { count } from '../text/format';

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

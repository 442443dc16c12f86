import { TOPICS, type Conclusion, type Topic } from '../results/conclusion';
import { capital } from '../conclusions/words';
import { unitOf } from '../results/units';
import { unbroken } from '../text/format';
import { TOPIC_HEADINGS } from '../text/topic-headings';
import { WideTable } from './chart';
import type { PageContent } from './content';
import { RunName } from './run-name';

/** The conclusions as tables: those on all runs, then a column for each run. */
export function Conclusions({ conclusions, runs, chosen }: PageContent) {
  const shared = conclusions.filter((one) => one.runs?.length === 0);
  const own = conclusions.filter((one) => one.runs?.length !== 0);
  return (
    <section id="conclusions" aria-labelledby="conclusions-title">
      <h2 id="conclusions-title">Conclusions</h2>
      {conclusions.length === 0 && (
        <p>No {unitOf(runs.map(({ run }) => run))} was finished: there is nothing to conclude.</p>
      )}
      {shared.length > 0 && (
        <dl class="answers">
          {shared.map((one) => (
            <div>
              <dt>
                <Rule {...one} rules={[one.rule]} />
              </dt>
              <dd>
                <Answer {...one} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {own.length > 0 && <OfRuns {...{ conclusions: own, runs, chosen }} />}
      <p class="note">
        Each is computed from the figures of these runs by a rule: open a line’s name to read it.
      </p>
    </section>
  );
}

/** The conclusions on each run: a line for each topic, a column for each run. */
function OfRuns({
  conclusions,
  runs,
  chosen,
}: Pick<PageContent, 'conclusions' | 'runs' | 'chosen'>) {
  const topics = TOPICS.filter((topic) => conclusions.some((one) => one.topic === topic));
  const names = runs.map(({ label }, i) => <RunName label={label} chosen={i === chosen} />);
  return (
    <WideTable
      label="Conclusions on each run"
      headings={[<span class="hidden-text">conclusion</span>, ...names]}
      runs={runs.map((_, i) => i)}
      class="prose"
    >
      {topics.map((topic) => {
        const ones = conclusions.filter((one) => one.topic === topic);
        return (
          <tr>
            <th scope="row">
              <Rule topic={topic} rules={[...new Set(ones.map(({ rule }) => rule))]} />
            </th>
            {runs.map((_, i) => {
              const one = ones.find((candidate) => candidate.runs?.includes(i));
              return (
                <td data-run={i} class={i === chosen ? 'chosen' : undefined}>
                  {one ? <Answer {...one} /> : <span class="note">–</span>}
                </td>
              );
            })}
          </tr>
        );
      })}
    </WideTable>
  );
}

function Rule({ topic, rules }: { readonly topic: Topic; readonly rules: readonly string[] }) {
  return (
    <details class="rule">
      <summary>{TOPIC_HEADINGS[topic]}</summary>
      {rules.map((rule) => (
        <p>{capital(unbroken(rule))}.</p>
      ))}
    </details>
  );
}

function Answer({ answer = '', evidence = '' }: Conclusion) {
  return (
    <>
      <b>{unbroken(capital(answer))}</b>
      <span class="dash"> – </span>
      <span class="evidence">{unbroken(evidence)}</span>
    </>
  );
}

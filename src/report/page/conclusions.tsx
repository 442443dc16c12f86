import { TOPICS, type Topic } from '../results/conclusion';
import { unbroken } from '../text/format';
import type { PageContent } from './content';

const HEADINGS: Readonly<Record<Topic, string>> = {
  choice: 'Which run to take',
  'learning rate': 'The learning rate',
  oscillation: 'Oscillation',
  convergence: 'Speed of convergence',
  overfitting: 'Overfitting',
  'weight decay': 'The effect of λ',
  'assignment report': 'Beside the assignment report',
  calibration: 'Confidence',
  classes: 'Classes',
};

/** The conclusions by topic, each with its rule. */
export function Conclusions({ conclusions }: PageContent) {
  const topics = TOPICS.filter((topic) => conclusions.some((one) => one.topic === topic));
  return (
    <section id="conclusions" aria-labelledby="conclusions-title">
      <h2 id="conclusions-title">Conclusions</h2>
      {topics.length === 0 && <p>No epoch was finished: there is nothing to conclude.</p>}
      <div class="topics">
        {topics.map((topic) => {
          const own = conclusions.filter((one) => one.topic === topic);
          const rules = [...new Set(own.map(({ rule }) => rule))];
          return (
            <div class="topic">
              <h3>{HEADINGS[topic]}</h3>
              {own.map(({ text }) => (
                <p>{unbroken(text)}</p>
              ))}
              {rules.map((rule) => (
                <p class="rule">Rule: {rule}.</p>
              ))}
            </div>
          );
        })}
      </div>
      <p class="note">
        Each sentence is computed from the figures of these runs by the rule that stands below it.
      </p>
    </section>
  );
}

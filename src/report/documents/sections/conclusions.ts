import { capital } from '../../conclusions/words';
import { TOPICS, type Conclusion } from '../../results/conclusion';
import { unitOf } from '../../results/units';
import { unbroken } from '../../text/format';
import { TOPIC_HEADINGS } from '../../text/topic-headings';
import type { Words } from '../../text/words';
import { list, note, paragraph, section } from '../blocks';
import { inDetail, type DocumentContent } from '../content';
import type { Block } from '../document';

/** What follows from the figures by rules, a topic at a time. */
export function conclusionsSection(content: DocumentContent): Block[] {
  const { runs } = content;
  const shown = conclusionsOn(content);
  if (shown.length === 0) {
    const unit = unitOf(runs.map(({ run }) => run));
    const none = `No ${unit} was finished: there is nothing to conclude.`;
    return [section('Conclusions'), paragraph(none)];
  }
  const items = byTopic(shown).map(([heading, ones]): Words => [
    { strong: `${heading}.` },
    ` ${ones.map(({ text }) => unbroken(text)).join(' ')}`,
  ]);
  return [
    section('Conclusions'),
    ...list(items),
    note('Each is computed from the figures of these runs by a rule; the rules stand at the end.'),
  ];
}

/** The rules of the conclusions that are drawn, as they stand at the end. */
export function ruleItems(content: DocumentContent): Words[] {
  return byTopic(conclusionsOn(content)).flatMap(([heading, ones]) =>
    [...new Set(ones.map(({ rule }) => rule))].map((rule) => [
      { strong: `${heading}.` },
      ` ${capital(unbroken(rule))}.`,
    ]),
  );
}

/** The conclusions on all runs together, and on those that are shown in detail. */
function conclusionsOn(content: DocumentContent): Conclusion[] {
  const { conclusions, runs } = content;
  const shown = new Set(inDetail(content).map((one) => runs.indexOf(one)));
  return conclusions.filter(({ runs: on = [] }) => on.length === 0 || on.some((i) => shown.has(i)));
}

function byTopic(conclusions: readonly Conclusion[]): [heading: string, ones: Conclusion[]][] {
  return TOPICS.flatMap((topic): [string, Conclusion[]][] => {
    const ones = conclusions.filter((one) => one.topic === topic);
    return ones.length === 0 ? [] : [[TOPIC_HEADINGS[topic], ones]];
  });
}

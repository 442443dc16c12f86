import { withHomeShort } from '../../results/making';
import { createdWords, makingFacts } from '../../rows/making-facts';
import type { Origin } from '../../sources';
import { piecesOf, type Piece } from '../../text/words';
import { code, list, paragraph, part, section } from '../blocks';
import type { DocumentContent } from '../content';
import type { Block } from '../document';
import { ruleItems } from './conclusions';

/** The command that repeats the runs; versions, data and settings; the rules of the conclusions. */
export function makingSection(content: DocumentContent): Block[] {
  const { origins } = content;
  const rules = list(ruleItems(content));
  return [
    section('How it was made'),
    ...origins.flatMap((origin) => originBlocks(origin, origins.length > 1)),
    ...(rules.length === 0 ? [] : [part('The rules of the conclusions'), ...rules]),
  ];
}

function originBlocks({ name, results }: Origin, isNamed: boolean): Block[] {
  const { made, created } = results;
  const facts = makingFacts(results).filter(({ term }) => term !== 'Command');
  const written = { term: 'Results written', details: [createdWords(created)] };
  const items = [written, ...facts].map(({ term, details }): Piece[] => [
    { strong: `${term}:` },
    ' ',
    ...details.flatMap((words, i) => [...(i === 0 ? [] : ['; ']), ...piecesOf(words)]),
  ]);
  const repeating = made
    ? [paragraph('This command repeats the runs:'), code(withHomeShort(made.command))]
    : [];
  return [...(isNamed ? [part(name)] : []), ...repeating, ...list(items)];
}

import { PATCHES_INTRO } from '../../text/introductions';
import { patchesWords } from '../../text/patches-words';
import { figures, paragraph, section } from '../blocks';
import { classRowsOfChosen, figuresOf, type DocumentContent } from '../content';
import type { Block } from '../document';

/** The dictionary of patches of the chosen run, and those that speak for and against each class. */
export function patchesSection(content: DocumentContent): Block[] {
  const { runs, chosen } = content;
  const run = chosen === null ? undefined : runs[chosen];
  if (run?.patches === undefined) return [];
  const dictionary = figuresOf(run, 'patches');
  const speaking = [
    ...figures(
      'The patches that speak most for each class',
      classRowsOfChosen(content, 'patches-for'),
    ),
    ...figures(
      'The patches that speak most against each class',
      classRowsOfChosen(content, 'patches-against'),
    ),
  ];
  const words = `The features are ${patchesWords(run.patches)}.`;
  if (dictionary.length === 0) return [section('Patches'), paragraph(words)];
  return [
    section('Patches'),
    paragraph(PATCHES_INTRO),
    paragraph(words),
    ...figures(dictionary[0].figure.description, dictionary),
    ...speaking,
  ];
}

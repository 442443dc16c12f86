import { speakingRows } from '../../rows/column-rows';
import { unitOf } from '../../results/units';
import { EXAMPLES_INTRO, FEATURES_INTRO, WEIGHTS_INTRO } from '../../text/introductions';
import { figures, paragraph, part, section, table } from '../blocks';
import {
  classRowsOfChosen,
  figuresOf,
  figuresTogether,
  inDetail,
  type DocumentContent,
} from '../content';
import { numbered } from './data';
import type { Block } from '../document';

/** The learnt weights as pictures, and how large they are. */
export function weightsSection(content: DocumentContent): Block[] {
  const { runs } = content;
  const unit = unitOf(runs.map(({ run }) => run));
  const own = inDetail(content).flatMap((run) => figuresOf(run, 'weights'));
  const all = [
    ...figures('The learnt weights of each class as a picture', own, 2),
    ...figures('The weights over time', classRowsOfChosen(content, 'weights-over-epochs')),
    ...figures(`‖W‖ after each ${unit}`, figuresTogether(content, 'weight-norm')),
  ];
  if (all.length === 0) return [];
  const intro = own.length > 0 ? [paragraph(WEIGHTS_INTRO)] : [];
  return [section('Learnt weights'), ...intro, ...all];
}

/** Which features speak for and against each class. */
export function featuresSection(content: DocumentContent): Block[] {
  const { fits } = content.together;
  if (fits.length === 0) return [];
  const parts = fits.map(({ features, figure, from }, i): Block[] => [
    ...(from === null ? [] : [part(from)]),
    ...figures(
      `The ${Math.min(20, features.length)} heaviest features`,
      figuresTogether(content, figure.name),
    ),
    table(
      numbered('features', i),
      'What speaks for each class',
      speakingRows(features, content.classes),
      { 1: 'prose', 2: 'prose' },
    ),
  ]);
  return [section('What speaks for each class'), paragraph(FEATURES_INTRO), ...parts.flat()];
}

/** Test images of which the chosen run is most confident, rightly and wrongly. */
export function examplesSection(content: DocumentContent): Block[] {
  const shown = classRowsOfChosen(content, 'surest-hits', 'confident-mistakes');
  if (shown.length === 0) return [];
  return [
    section('Surest hits and most confident mistakes'),
    paragraph(EXAMPLES_INTRO),
    ...figures('Surest hits and most confident mistakes of the chosen run', shown, 2),
  ];
}

import type { Example } from '../../model';
import type { ExamplePictures, RunPictures } from '../pictures';
import type { TestAnalysis } from '../results/test-analysis';
import { percent, significant } from '../text/format';
import type { Figure } from './figure';
import { montageFigure, type Tile } from './montage';

/** Templates in a row of a montage. */
const PER_ROW = 5;

/** What the shades of weights stand for, where each picture has its own scale. */
export const OWN_SCALE = 'each picture from its smallest weight (black) to its largest (white)';

/** What the pictures mean, in each of their colours. */
export const MEANING = 'bright in a colour speaks for the class, dark against it';

/** The learnt weights as pictures, on each class's own scale and on a common one. */
export function templateFigures(
  { templates }: RunPictures,
  { weights }: TestAnalysis,
  classes: readonly string[],
): Figure[] {
  const rows = (urls: readonly string[]) => {
    const tiles = urls.map((url, k) => ({ url, caption: [classes[k]] }));
    return Array.from({ length: Math.ceil(tiles.length / PER_ROW) }, (_, row) => ({
      title: '',
      tiles: tiles.slice(row * PER_ROW, (row + 1) * PER_ROW),
    }));
  };
  const own = montageFigure(
    'weights',
    'The learnt weights of each class as a picture, each from its smallest weight (black) to its largest (white)',
    rows(templates.own),
  );
  const common = montageFigure(
    'weights-common-scale',
    'The learnt weights of each class as a picture, all on one scale; mid-grey is a weight of 0',
    rows(templates.common),
  );
  const m = significant(weights.largest);
  const scale = `all pictures from −${m} (black) to ${m} (white), mid-grey is 0`;
  return [
    { ...own, subtitle: `${OWN_SCALE}; ${MEANING}` },
    { ...common, subtitle: `${scale}; ${MEANING}` },
  ];
}

/** The most confident hits and mistakes of each class. */
export function exampleFigures(
  urls: ExamplePictures,
  { examples }: TestAnalysis,
  classes: readonly string[],
): Figure[] {
  const rows = (kind: 'hits' | 'mistakes', caption: (example: Example) => string[]) =>
    examples.map((of, k) => ({
      title: classes[k],
      tiles: of[kind].map((example, i): Tile => ({
        url: urls[k][kind][i],
        caption: caption(example),
      })),
    }));
  const hits = montageFigure(
    'surest-hits',
    'Of each class, the test images that were recognised with the highest probability',
    rows('hits', ({ probability }) => [percent(probability)]),
  );
  const mistakes = montageFigure(
    'confident-mistakes',
    'Of each class, the test images that were taken for another class with the highest probability',
    rows('mistakes', ({ predicted, probability }) => [classes[predicted], percent(probability)]),
  );
  return [
    {
      ...hits,
      subtitle:
        'the test images of each class that were recognised with the highest probability (below)',
    },
    {
      ...mistakes,
      subtitle:
        'the test images of each class that were taken for another (below) with the highest probability',
    },
  ];
}

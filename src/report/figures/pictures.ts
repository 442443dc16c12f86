import type { Example } from '../../model';
import type { RunPictures } from '../pictures';
import type { TestAnalysis } from '../results/test-analysis';
import { percent } from '../text/format';
import type { Figure } from './figure';
import { montageFigure, type Tile } from './montage';

/** Templates in a row of a montage. */
const PER_ROW = 5;

/** The learnt weights as pictures, on each class's own scale and on a common one. */
export function templateFigures({ templates }: RunPictures, classes: readonly string[]): Figure[] {
  const rows = (urls: readonly string[]) => {
    const tiles = urls.map((url, k) => ({ url, caption: [classes[k]] }));
    return Array.from({ length: Math.ceil(tiles.length / PER_ROW) }, (_, row) => ({
      title: '',
      tiles: tiles.slice(row * PER_ROW, (row + 1) * PER_ROW),
    }));
  };
  return [
    montageFigure(
      'weights',
      'The learnt weights of each class as a picture, each from its smallest weight (black) to its largest (white)',
      rows(templates.own),
    ),
    montageFigure(
      'weights-common-scale',
      'The learnt weights of each class as a picture, all on one scale; mid-grey is a weight of 0',
      rows(templates.common),
    ),
  ];
}

/** The most confident hits and mistakes of each class. */
export function exampleFigures(
  { examples: urls }: RunPictures,
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
  return [
    montageFigure(
      'surest-hits',
      'Of each class, the test images that were recognised with the highest probability',
      rows('hits', ({ probability }) => [percent(probability)]),
    ),
    montageFigure(
      'confident-mistakes',
      'Of each class, the test images that were taken for another class with the highest probability',
      rows('mistakes', ({ predicted, probability }) => [classes[predicted], percent(probability)]),
    ),
  ];
}

import type { SearchResults } from '../../../search';
import type { Figure } from '../figure';
import { alongFigures } from './along';
import { heatmapFigures, type Pair } from './heatmap';
import { parallelFigure } from './parallel';
import { rungsFigure } from './rungs';
import { numericSettings } from './scored';

/** With more settings of numbers, only the first ones are shown in pairs. */
const MOST_PAIRED = 3;

/**
 * The figures of a search, those that make sense: accuracy and loss along a setting if it is the only
 * one that was varied, accuracy over pairs of settings if there are several, parallel coordinates of
 * more than two, and curves by rung where successive halving had several.
 */
export function searchFigures(search: SearchResults): Figure[] {
  const { varied, trials } = search;
  const numeric = numericSettings(search);
  const isScored = trials.some(({ rungs }) => rungs.length > 0);
  if (!isScored) return [];
  return [
    ...(varied.length === 1 && numeric.length === 1 ? alongFigures(search, numeric[0]) : []),
    ...pairsOf(numeric.slice(0, MOST_PAIRED)).flatMap((pair) => heatmapFigures(search, pair)),
    ...(varied.length > 2 ? [parallelFigure(search)] : []),
    ...(trials.some(({ rungs }) => rungs.length > 1) ? [rungsFigure(search)] : []),
  ];
}

/** λ and η first: λ across, η up. */
function pairsOf(names: readonly Pair[number][]): Pair[] {
  const order = ['lambda', 'eta'];
  const rank = (name: string): number =>
    (order.indexOf(name) + order.length + 1) % (order.length + 1);
  const sorted = names.toSorted((a, b) => rank(a) - rank(b));
  return sorted.flatMap((one, i) => sorted.slice(i + 1).map((other): Pair => [one, other]));
}

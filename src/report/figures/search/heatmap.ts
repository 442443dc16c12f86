import { isDropped, type SearchResults } from '../../../search';
import type { SettingName } from '../../../training';
import { settingName, settingsInWords, settingValue } from '../../results/setting-names';
import { figure, FITTED, type Figure } from '../figure';
import { breakMark, positionOf, settingAxis, type Positions } from '../setting-axis';
import { cells, halfCell, points, type Place } from './heatmap-marks';
import { accuracyScale, judged, numberOf, positionsOf, scoreText, type Judged } from './scored';

/** The settings across and up. */
export type Pair = readonly [SettingName, SettingName];

/** The most columns and rows whose cells have room for a figure. */
const MOST_TEXTS = { columns: 8, rows: 14 };

/** From so many values on, they are taken for drawn at random where they are no grid. */
const FEWEST_DRAWN = 8;

/**
 * Validation accuracy over two settings, of the best trial at each place: cells of a grid, or points
 * where the values of both are drawn at random; none where those of one alone are.
 */
export function heatmapFigures(search: SearchResults, pair: Pair): Figure[] {
  const trials = judged(search).sort((a, b) => accuracyOf(a) - accuracyOf(b));
  const at = pair.map((name) => {
    const values = new Set(trials.map(({ trial }) => numberOf(trial, name)));
    return positionsOf(
      name,
      [...values].sort((a, b) => a - b),
    );
  });
  // The best at each place comes last, and stays.
  const byPlace = new Map(
    trials.map((one) => [
      settingsInWords(one.trial.settings, pair),
      placeOf(one, search, pair, at),
    ]),
  );
  const places = [...byPlace.values()];
  const [columns, rows] = at.map((axis) => axis.places.length);
  if (columns * rows <= 2 * places.length) return [heatmap(search, pair, places, at, true)];
  if (Math.min(columns, rows) < FEWEST_DRAWN) return [];
  return [heatmap(search, pair, places, at, false)];
}

function heatmap(
  search: SearchResults,
  pair: Pair,
  places: readonly Place[],
  at: readonly Positions[],
  isGrid: boolean,
): Figure {
  const [across, up] = at;
  const [x, y] = pair.map(settingName);
  const hasTexts =
    across.places.length <= MOST_TEXTS.columns && up.places.length <= MOST_TEXTS.rows;
  const scale = accuracyScale(places.flatMap(({ accuracy }) => accuracy ?? []));
  const margins = at.map((one) => (isGrid ? halfCell(one) : undefined));
  const title = `Validation accuracy over ${x} and ${y}`;
  const what = isGrid ? 'a cell for each pair of values' : 'a point for each trial';
  const plot = figure(`search-${pair.join('-')}`, `${title}, ${what}`, {
    ...FITTED,
    height: isGrid ? Math.min(560, Math.max(220, 110 + 34 * up.places.length)) : 380,
    encoding: {
      x: settingAxis(x, across, 'x', margins[0]),
      y: settingAxis(y, up, 'y', margins[1]),
      tooltip: [
        { field: 'first', title: x },
        { field: 'second', title: y },
        { field: 'score', title: 'validation accuracy' },
        { field: 'number', title: 'trial' },
      ],
    },
    layer: [
      ...(isGrid ? cells(places, { across, up, scale, hasTexts }) : points(places, scale)),
      ...breakMark(across),
    ],
  });
  const isWritten = isGrid && hasTexts;
  const parts = [...(isWritten ? ['in %'] : [scale.words]), ...legend(places, search)];
  return { ...plot, title, subtitle: parts.join('; ') };
}

function placeOf(
  { trial, score }: Judged,
  { best, chosen }: SearchResults,
  pair: Pair,
  at: readonly Positions[],
): Place {
  const { number, settings } = trial;
  const [x, y] = pair.map((name, i) => positionOf(numberOf(trial, name), at[i]));
  const [first, second] = pair.map((name) => settingValue(settings, name));
  return {
    x,
    y,
    first,
    second,
    number,
    accuracy: score?.accuracy ?? null,
    text: score === null ? '×' : (100 * score.accuracy).toFixed(1),
    score: scoreText(score),
    mark: number === best ? 'best' : number === chosen ? 'chosen' : null,
  };
}

function accuracyOf({ score }: Judged): number {
  return score?.accuracy ?? -1;
}

/** What the marks mean that have no legend in the plot. */
function legend(places: readonly Place[], { varied, trials }: SearchResults): string[] {
  const isMarked = (mark: Place['mark']): boolean => places.some((one) => one.mark === mark);
  return [
    ...(isMarked('best') ? ['outlined: the best trial'] : []),
    ...(isMarked('chosen') ? ['dashed: the chosen one'] : []),
    ...(places.some(({ accuracy }) => accuracy === null) ? ['×: failed'] : []),
    ...(varied.length > 2 ? ['of several trials at one place, the best'] : []),
    ...(trials.some((one) => isDropped(one, trials)) ? ['dropped trials at their last rung'] : []),
  ];
}

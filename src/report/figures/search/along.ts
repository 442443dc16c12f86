import type { Score, SearchResults } from '../../../search';
import type { SettingName } from '../../../training';
import { settingName, settingValue } from '../../results/setting-names';
import { joined, valueAxis } from '../effect-parts';
import { figure, FITTED, namedScale, NUMBERS, PERCENT, type Figure } from '../figure';
import { colour } from '../palette';
import { breakMark, positionOf, settingAxis } from '../setting-axis';
import { judged, numberOf, positionsOf, scoreText } from './scored';

/** A trial that has a score, on the axis of the setting. */
interface Point {
  readonly x: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly setting: string;
  readonly score: string;
  readonly number: number;
}

/** Validation accuracy, with a band of one standard error, and validation loss along the only setting that was varied. */
export function alongFigures(search: SearchResults, name: SettingName): Figure[] {
  return [accuracyAlong(search, name), lossAlong(search, name)];
}

function accuracyAlong(search: SearchResults, name: SettingName): Figure {
  const y = valueAxis('validation accuracy', {
    scale: { zero: false, nice: true },
    axis: PERCENT,
  });
  const points = pointsOf(search, name, ({ accuracy, standardError }) => [accuracy, standardError]);
  const band = { fill: colour('series-1'), opacity: 0.16 };
  const bounds = { y: { ...y, field: 'low' }, y2: { field: 'high' } };
  const { zero } = axisOf(search, name);
  const before = [
    {
      data: { values: points.filter(({ x }) => x !== zero) },
      mark: { type: 'area', ...band },
      encoding: bounds,
    },
    {
      data: { values: points.filter(({ x }) => x === zero) },
      mark: { type: 'rule', stroke: colour('series-1'), strokeWidth: 9, opacity: band.opacity },
      encoding: bounds,
    },
    ...threshold(search, points, y),
  ];
  const meaning = 'band: one standard error on each side';
  const line =
    search.rule === 'best' ? '' : '; dashed line: the best accuracy minus its standard error';
  return {
    ...along(search, name, { points, y, before, of: 'accuracy' }),
    subtitle: `${meaning}${line}`,
  };
}

function lossAlong(search: SearchResults, name: SettingName): Figure {
  const y = valueAxis('validation loss', { scale: { zero: false, nice: true }, axis: NUMBERS });
  const points = pointsOf(search, name, ({ loss }) => [loss, 0]);
  return along(search, name, { points, y, before: [], of: 'loss' });
}

interface Parts {
  readonly points: readonly Point[];
  readonly y: object;
  /** Layers below the line. */
  readonly before: readonly object[];
  readonly of: 'accuracy' | 'loss';
}

function along(search: SearchResults, name: SettingName, { points, y, before, of }: Parts): Figure {
  const at = axisOf(search, name);
  const symbol = settingName(name);
  const stroke = colour(of === 'accuracy' ? 'series-1' : 'series-3');
  const title = `Validation ${of} along ${symbol}`;
  const plot = figure(`search-${name}-${of}`, `${title}, the best and the chosen trial marked`, {
    ...FITTED,
    height: 300,
    encoding: { x: settingAxis(symbol, at) },
    layer: [
      ...before,
      ...joined(at, points, y, { color: { value: stroke } }),
      {
        data: { values: points },
        mark: { type: 'point', filled: true, size: 45, opacity: 1, color: stroke },
        encoding: {
          y,
          tooltip: [
            { field: 'setting', title: symbol },
            { field: 'score', title: 'validation accuracy' },
            {
              field: 'value',
              title: of,
              type: 'quantitative',
              format: of === 'loss' ? '.4f' : '.2%',
            },
            { field: 'number', title: 'trial' },
          ],
        },
      },
      marks(search, points, y),
      ...breakMark(at),
    ],
  });
  return { ...plot, title };
}

/** The best and the chosen trial, told apart by colour and shape. */
function marks({ best, chosen }: SearchResults, points: readonly Point[], y: object) {
  const names = best === chosen ? ['best and chosen'] : ['best', 'chosen'];
  const values = [best, chosen].flatMap((number, i) => {
    const point = points.find((one) => one.number === number);
    return point === undefined || i >= names.length ? [] : [{ ...point, mark: names[i] }];
  });
  return {
    data: { values },
    mark: { type: 'point', filled: false, size: 230, strokeWidth: 2.5, opacity: 1 },
    encoding: {
      y,
      stroke: namedScale('mark', names, [colour('ink'), colour('series-2')]),
      shape: namedScale('mark', names, ['circle', 'diamond']),
    },
  };
}

/** The accuracy that a choice within one standard error must reach. */
function threshold({ rule, best }: SearchResults, points: readonly Point[], y: object): object[] {
  const top = points.find(({ number }) => number === best);
  if (rule === 'best' || top === undefined) return [];
  return [
    {
      data: { values: [{ value: top.low }] },
      mark: { type: 'rule', stroke: colour('muted'), strokeDash: [6, 4], strokeWidth: 1.5 },
      encoding: { x: { value: 0 }, x2: { value: { expr: 'width' } }, y },
    },
  ];
}

function axisOf({ trials }: SearchResults, name: SettingName) {
  return positionsOf(
    name,
    trials.map((trial) => numberOf(trial, name)),
  );
}

/** The points whose value a plot can show, from left to right. */
function pointsOf(
  search: SearchResults,
  name: SettingName,
  of: (score: Score) => [value: number, error: number],
): Point[] {
  const at = axisOf(search, name);
  return judged(search)
    .flatMap(({ trial, score }) => {
      const [value, error] = score === null ? [NaN, 0] : of(score);
      if (!Number.isFinite(value)) return [];
      return [
        {
          x: positionOf(numberOf(trial, name), at),
          value,
          low: value - error,
          high: value + error,
          setting: settingValue(trial.settings, name),
          score: scoreText(score),
          number: trial.number,
        },
      ];
    })
    .sort((a, b) => a.x - b.x);
}

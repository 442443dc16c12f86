import { ranked, type SearchResults } from '../../../search';
import { trialName } from '../../text/search-words';
import { figure, FITTED, type Figure } from '../figure';
import { colour } from '../palette';
import { parallelAxes, type ParallelAxis } from './parallel-axes';
import { accuracyScale, judged, scoreText } from './scored';

/** The trials that stand out. */
const BEST = 10;

/** Of more trials, lines are paler, but not less than visible. */
const FEW = 80;
const LEAST_THINNED = 0.12;

/** The room for a letter of a label, in pixels. */
const LETTER = 6.4;

/** A line for each trial across an axis for each varied setting and one for the accuracy: parallel coordinates. */
export function parallelFigure(search: SearchResults): Figure {
  const axes = parallelAxes(search);
  const top = ranked(search.trials).slice(0, BEST);
  const best = new Set(top.map(({ trial }) => trial.number));
  const lines = judged(search).filter(({ score }) => score !== null);
  const values = lines.map((one) => {
    const { number } = one.trial;
    const kind = number === search.chosen ? 'chosen' : best.has(number) ? 'best' : 'other';
    const places = axes.map((axis, x) => [x, axis.at(one)] as const);
    return {
      trial: number,
      kind,
      accuracy: one.score?.accuracy,
      name: trialName(one.trial, search),
      score: scoreText(one.score),
      ...Object.fromEntries(places),
    };
  });
  const scale = accuracyScale(lines.flatMap(({ score }) => score?.accuracy ?? []));
  const opacity = scale.opacity(Math.max(LEAST_THINNED, Math.min(1, FEW / lines.length)));
  const title = 'Settings and validation accuracy of each trial';
  const plot = figure('search-parallel', `${title}, as parallel coordinates`, {
    ...FITTED,
    width: 960,
    height: 400,
    data: { values },
    encoding: {
      x: {
        field: 'x',
        type: 'quantitative',
        scale: { domain: [0, axes.length - 1], nice: false, padding: 34 },
        axis: null,
      },
      y: { field: 'y', type: 'quantitative', scale: { domain: [0, 1], nice: false }, axis: null },
    },
    layer: [
      ...frame(axes),
      ...(['other', 'best', 'chosen'] as const).map((kind) => linesOf(kind, axes, opacity)),
      ...labels(axes),
    ],
  });
  const subtitle = `strong lines: the best ${top.length}, the broadest the chosen one; of the others, ${scale.words}`;
  return { ...plot, title, subtitle };
}

/** The axes themselves. */
function frame(axes: readonly ParallelAxis[]): object[] {
  return [
    {
      data: { values: axes.map((_, x) => ({ x, y: 0, high: 1 })) },
      mark: { type: 'rule', stroke: colour('muted'), strokeWidth: 1.2 },
      encoding: { y2: { field: 'high' } },
    },
  ];
}

function linesOf(
  kind: 'other' | 'best' | 'chosen',
  axes: readonly ParallelAxis[],
  opacity: object,
): object {
  const isOther = kind === 'other';
  const stroke = colour(isOther ? 'series-1' : 'series-2');
  const strokeWidth = { other: 1.2, best: 2, chosen: 4.5 }[kind];
  return {
    transform: [
      { filter: `datum.kind === '${kind}'` },
      { fold: axes.map((_, x) => String(x)), as: ['axis', 'y'] },
      { calculate: 'toNumber(datum.axis)', as: 'x' },
    ],
    mark: { type: 'line', stroke, strokeWidth, strokeJoin: 'round' },
    encoding: {
      detail: { field: 'trial', type: 'nominal' },
      ...(isOther ? { strokeOpacity: opacity } : {}),
      tooltip: [
        { field: 'name', title: 'settings' },
        { field: 'score', title: 'validation accuracy' },
        { field: 'trial', title: 'trial' },
      ],
    },
  };
}

/** The titles above the axes, alternately in two lines where they are many, and the ticks' labels. */
function labels(axes: readonly ParallelAxis[]): object[] {
  const lift = axes.length > 4 ? 15 : 0;
  const titles = axes.map(({ title }, x) => ({ x, y: 1, title, up: x % 2 === 0 ? 0 : lift }));
  const ticks = axes.flatMap((axis, x) =>
    axis.ticks.map(({ y, text }) => ({ x, y, text, wide: LETTER * text.length + 6 })),
  );
  const fontSize = { expr: 'width < 500 ? 9 : 12' };
  const half = { expr: `datum.wide / 2 * (width < 500 ? 0.8 : 1)` };
  return [
    {
      data: { values: ticks },
      mark: {
        type: 'rect',
        fill: colour('surface'),
        opacity: 0.82,
        xOffset: { expr: `-(${half.expr})` },
        x2Offset: half,
        yOffset: -8,
        y2Offset: 8,
      },
      encoding: { x2: { field: 'x' }, y2: { field: 'y' } },
    },
    {
      data: { values: ticks },
      mark: { type: 'text', fontSize, fill: colour('ink'), baseline: 'middle' },
      encoding: { text: { field: 'text' } },
    },
    {
      data: { values: titles },
      mark: {
        type: 'text',
        fontSize,
        fontWeight: 'bold',
        fill: colour('ink'),
        baseline: 'bottom',
        dy: { expr: '-14 - datum.up' },
      },
      encoding: { text: { field: 'title' } },
    },
  ];
}

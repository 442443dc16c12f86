import { isDropped, type SearchResults, type Trial } from '../../../search';
import { trialName } from '../../text/search-words';
import { figure, FITTED, PERCENT, type Figure } from '../figure';
import { colour } from '../palette';

interface Style {
  readonly stroke: string;
  readonly width: number;
  /** Of up to `few` lines; of more, less. */
  readonly opacity: number;
  readonly few: number;
  /** The size of the point at which a line ends. */
  readonly end: number;
}

/** The kinds of lines, from the lowest layer to the highest. */
const KINDS = {
  failed: { stroke: colour('series-6'), width: 1, opacity: 0.7, few: 50, end: 22 },
  dropped: { stroke: colour('muted'), width: 1, opacity: 0.45, few: 50, end: 22 },
  kept: { stroke: colour('series-1'), width: 2, opacity: 0.9, few: 20, end: 45 },
  chosen: { stroke: colour('series-2'), width: 3.5, opacity: 1, few: 1, end: 110 },
} as const satisfies Record<string, Style>;

type Kind = keyof typeof KINDS;

/** So pale that they can be seen still. */
const LEAST_OPACITY = 0.12;

/** Ratios of epochs from which on the axis is logarithmic. */
const LOGARITHMIC = 8;

/** Validation accuracy by rung of successive halving: a line for each trial, which ends where it was dropped. */
export function rungsFigure(search: SearchResults): Figure {
  const values = search.trials.flatMap((trial) => pointsOf(trial, search));
  const kinds = (Object.keys(KINDS) as Kind[]).filter((kind) =>
    values.some((point) => point.kind === kind),
  );
  const title = 'Validation accuracy by rung of successive halving';
  const plot = figure('search-rungs', `${title}, a line for each trial`, {
    ...FITTED,
    width: 960,
    height: 360,
    data: { values },
    encoding: {
      x: epochsAxis([...new Set(values.map(({ epochs }) => epochs))].sort((a, b) => a - b)),
      y: {
        field: 'value',
        type: 'quantitative',
        scale: { zero: false, nice: true },
        axis: { title: 'validation accuracy', tickCount: 6, grid: false, ...PERCENT },
      },
      detail: { field: 'trial', type: 'nominal' },
      stroke: strokeOf(kinds),
      tooltip: [
        { field: 'name', title: 'settings' },
        { field: 'epochs', title: 'epochs', type: 'quantitative', format: 'd' },
        { field: 'value', title: 'accuracy', type: 'quantitative', format: '.2%' },
        { field: 'trial', title: 'trial' },
      ],
    },
    layer: kinds.flatMap((kind) => {
      const ends = values.filter((point) => point.kind === kind && point.isEnd);
      return layersOf(kind, ends.length);
    }),
  });
  return { ...plot, title, subtitle: 'a line ends where its trial was dropped' };
}

function pointsOf(trial: Trial, search: SearchResults) {
  const kind = kindOf(trial, search);
  const name = trialName(trial, search);
  return trial.rungs.map(({ epochs, validation }, i) => ({
    trial: trial.number,
    name,
    kind,
    epochs,
    value: validation.accuracy,
    isEnd: i === trial.rungs.length - 1,
    isAlone: trial.rungs.length === 1,
  }));
}

function kindOf(trial: Trial, { trials, chosen }: SearchResults): Kind {
  if (trial.number === chosen) return 'chosen';
  if (trial.failure !== null) return 'failed';
  return isDropped(trial, trials) ? 'dropped' : 'kept';
}

/** The lines of a kind, and the points at which they end. */
function layersOf(kind: Kind, count: number): object[] {
  const { stroke, width, opacity, few, end }: Style = KINDS[kind];
  const thinned = Math.max(LEAST_OPACITY, opacity * Math.min(1, few / count));
  const own = { filter: `datum.kind === '${kind}'` };
  return [
    {
      transform: [own, { filter: '!datum.isAlone' }],
      mark: { type: 'line', strokeWidth: width, opacity: thinned },
    },
    {
      transform: [own, { filter: 'datum.isEnd' }],
      mark: {
        type: 'point',
        filled: true,
        size: end,
        opacity: thinned,
        fill: stroke,
        strokeWidth: 0,
      },
    },
  ];
}

/** A tick for each rung. */
function epochsAxis(epochs: readonly number[]) {
  const [first, last] = [epochs[0], epochs[epochs.length - 1]];
  const isLogarithmic = first > 0 && last / first >= LOGARITHMIC;
  return {
    field: 'epochs',
    type: 'quantitative',
    scale: { ...(isLogarithmic ? { type: 'log' } : { zero: false }), nice: false, padding: 14 },
    axis: {
      title: isLogarithmic ? 'epochs, logarithmic' : 'epochs',
      values: epochs,
      format: 'd',
      labelOverlap: 'greedy',
    },
  };
}

function strokeOf(kinds: readonly Kind[]) {
  const domain = kinds.toReversed();
  return {
    field: 'kind',
    type: 'nominal',
    scale: { domain, range: domain.map((kind) => KINDS[kind].stroke) },
    legend: {
      orient: 'top',
      title: null,
      symbolType: 'stroke',
      symbolSize: 300,
      symbolStrokeWidth: 3,
      symbolOpacity: 1,
    },
  };
}

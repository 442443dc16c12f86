import { isBatch, wholeSettings } from '../../training';
import type { NamedRun } from '../results/run-labels';
import { small } from '../text/format';
import { DASHED_LINE, figure, FITTED, type Figure } from './figure';
import { colour } from './palette';

/**
 * The gap J − J* after each iteration, relative to J, with the tolerance as a line; none if no gap is
 * known, as at λ = 0.
 */
export function gapFigure({ run, label }: NamedRun): Figure[] {
  const values = run.history.flatMap(({ epoch, gap = null, train }) => {
    const relative = gap === null ? NaN : gap / train.cost;
    return relative > 0 && Number.isFinite(relative) ? [{ iteration: epoch, gap: relative }] : [];
  });
  if (!isBatch(run) || values.length === 0) return [];
  const { tolerance } = wholeSettings(run);
  const last = Math.max(2, ...values.map(({ iteration }) => iteration));
  const x = {
    field: 'iteration',
    type: 'quantitative',
    scale: { domain: [1, last], nice: false, zero: false },
    axis: { title: 'iteration', tickMinStep: 1, tickCount: 8, format: 'd', grid: false },
  };
  const all = [tolerance, ...values.map(({ gap }) => gap)];
  const y = {
    field: 'gap',
    type: 'quantitative',
    scale: { type: 'log', nice: false, padding: 10 },
    axis: { title: '(J − J*) / J at most, logarithmic', values: powers(all), ...EXPONENTS },
  };
  const description =
    `The gap of ${label.name} above its minimum, relative to the cost, after each iteration, with ` +
    `the tolerance of ${small(tolerance)} as a dashed line`;
  const plot = figure('gap', description, {
    ...FITTED,
    height: 300,
    data: { values },
    layer: [
      {
        data: { values: [{ gap: tolerance, text: `tolerance ${small(tolerance)}` }] },
        encoding: { y },
        layer: [
          { mark: DASHED_LINE },
          {
            mark: { type: 'text', align: 'left', dy: -8, fontSize: 12, color: colour('ink') },
            // On the left, the curve is far above it.
            encoding: { x: { value: 4 }, text: { field: 'text' } },
          },
        ],
      },
      {
        mark: { type: 'line', strokeWidth: 2, stroke: colour('series-1') },
        encoding: { x, y },
      },
      {
        mark: { type: 'point', filled: true, size: 260, opacity: 0 },
        encoding: { x, y, tooltip: TOOLTIP },
      },
    ],
  });
  return [{ ...plot, subtitle: 'the gap above the minimum of the cost, by the gradient' }];
}

/** Labels such as `1e-6` and `1e2`. */
const EXPONENTS = { format: '~e', labelExpr: "replace(datum.label, '+', '')" };

const TOOLTIP = [
  { field: 'iteration', type: 'quantitative', title: 'iteration', format: 'd' },
  { field: 'gap', type: 'quantitative', title: 'gap', format: '.2~e' },
];

/** The powers of ten that the values reach, at most some eight. */
function powers(values: readonly number[]): number[] {
  const [from, to] = [Math.min(...values), Math.max(...values)].map(Math.log10);
  const step = Math.ceil((to - from) / 8);
  const first = Math.ceil(from);
  return Array.from({ length: Math.max(1, Math.floor((to - first) / step) + 1) }, (_, i) =>
    Number(`1e${first + i * step}`),
  );
}

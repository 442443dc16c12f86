import type { Finding } from '../../checks';
import type { ReportedGradientCheck } from '../results/results';
import { checkName } from '../text/check-names';
import { VERDICT_MARKS } from '../text/findings-text';
import { DASHED_LINE, figure, FITTED, listAxis, namedScale, type Figure } from './figure';
import { colour } from './palette';

/** The errors of weights and bias for each λ, beside the tolerance. */
export function gradientCheckFigure({ checks, samples }: ReportedGradientCheck): Figure {
  const values = checks.flatMap(({ lambda, groups }) =>
    groups.flatMap(({ name, largestError, meanError }) => [
      { row: `λ ${lambda}, ${name}`, error: 'largest', value: positive(largestError) },
      { row: `λ ${lambda}, ${name}`, error: 'mean', value: positive(meanError) },
    ]),
  );
  const errors = ['largest', 'mean'];
  const tolerances = checks.slice(0, 1).map(({ tolerance }) => ({ tolerance }));
  const x = {
    type: 'quantitative',
    scale: { type: 'log', nice: true },
    axis: { title: 'error |gₐ − gₙ|; dashed: the tolerance', format: '.0e', tickCount: 5 },
  };
  return figure(
    'gradient-check',
    `The errors of the analytic gradient on ${samples} samples, for each λ, beside the tolerance`,
    {
      ...FITTED,
      height: 90 + 24 * checks.flatMap(({ groups }) => groups).length,
      layer: [
        {
          data: { values },
          mark: { type: 'point', filled: true, size: 90, opacity: 1 },
          encoding: {
            y: listAxis('row', { title: 'λ, parameters', grid: true }),
            x: { ...x, field: 'value' },
            color: namedScale('error', errors, [colour('series-2'), colour('series-1')]),
            shape: namedScale('error', errors, ['diamond', 'circle']),
            tooltip: [
              { field: 'row', title: 'of' },
              { field: 'error', title: 'error' },
              { field: 'value', title: '|gₐ − gₙ|', type: 'quantitative', format: '.2e' },
            ],
          },
        },
        {
          data: { values: tolerances },
          mark: DASHED_LINE,
          encoding: { x: { ...x, field: 'tolerance' } },
        },
      ],
    },
  );
}

/** The error, or null if it is 0 or not finite: a logarithmic axis can't show it. */
function positive(error: number): number | null {
  return error > 0 && Number.isFinite(error) ? error : null;
}

/** Findings with their subject, e.g. a run's name. */
export interface FindingsColumn {
  readonly title: string;
  readonly findings: readonly Finding[];
}

/** The most letters that the columns' names may have together, side by side. */
const SIDE_BY_SIDE = 60;

/** The doctor's verdicts at a glance: a row for each check, a column for each run. */
export function findingsFigure(columns: readonly FindingsColumn[]): Figure {
  const values = columns.flatMap(({ title, findings }) =>
    findings.map(({ check, area, verdict }) => {
      const mark = VERDICT_MARKS[verdict];
      return { column: title, check: checkName(check), area, verdict, mark };
    }),
  );
  const colours = (['series-3', 'series-2', 'series-6', 'grid'] as const).map(colour);
  const fill = { ...namedScale('verdict', Object.keys(VERDICT_MARKS), colours), legend: null };
  const rows = new Set(values.map(({ check }) => check)).size;
  // Side by side, long names would stand on one another.
  const longest = Math.max(...columns.map(({ title }) => title.length));
  const areLong = columns.length * longest > SIDE_BY_SIDE;
  const marks = Object.entries(VERDICT_MARKS).map(([verdict, mark]) => `${mark} ${verdict}`);
  const table = figure(
    'findings',
    "The training doctor's verdict of each check on data and code and on each run",
    {
      ...FITTED,
      height: 80 + 20 * rows + (areLong ? 7 * longest : 0),
      data: { values },
      encoding: {
        x: listAxis('column', {
          title: 'on data and code, or a run',
          orient: 'top',
          ...(areLong ? { labelAngle: -90, labelLimit: 0 } : { labelAngle: 0 }),
          ticks: false,
          domain: false,
        }),
        y: listAxis('check', { title: 'check', ticks: false, domain: false }),
        tooltip: [
          { field: 'column', title: 'on' },
          { field: 'area', title: 'area' },
          { field: 'check', title: 'check' },
          { field: 'verdict', title: 'verdict' },
        ],
      },
      layer: [
        {
          mark: { type: 'rect', stroke: colour('surface'), strokeWidth: 2, fillOpacity: 0.35 },
          encoding: { fill },
        },
        {
          mark: { type: 'text', fontSize: 12, fontWeight: 'bold', fill: colour('ink') },
          encoding: { text: { field: 'mark' } },
        },
      ],
    },
  );
  return { ...table, title: 'Findings of the training doctor', subtitle: marks.join(', ') };
}

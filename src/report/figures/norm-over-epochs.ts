import { norm } from '../../model';
import { unitOf } from '../results/units';
import type { SourceRun } from '../sources';
import { figure, FITTED, NUMBERS, type Figure } from './figure';
import { runScale } from './overlay';
import { colour } from './palette';

/** ‖W‖ after each epoch, a line for each run; none if no run has recorded it. */
export function normFigure(runs: readonly SourceRun[]): Figure[] {
  const values = runs.flatMap(pointsOf);
  if (values.length === 0) return [];
  const unit = unitOf(runs.map(({ run }) => run));
  const last = Math.max(2, ...values.map(({ epoch }) => epoch));
  const x = {
    field: 'epoch',
    type: 'quantitative',
    scale: { domain: [0, last], nice: false },
    axis: { title: unit, tickMinStep: 1, tickCount: 8, format: 'd', grid: false },
  };
  const axis = { title: '‖W‖ = √(Σ W²), logarithmic', ...NUMBERS };
  const y = {
    field: 'norm',
    type: 'quantitative',
    scale: { type: 'log', nice: false, padding: 12 },
    axis: { ...axis, values: ticks(values.map((point) => point.norm)) },
  };
  const encoding = { x, y, color: runScale('colour', runs) };
  const every = Math.max(1, Math.round(last / 8));
  const description = `The size of the weights, ‖W‖, after each ${unit}, a line for each run`;
  const plot = figure('weight-norm', description, {
    ...FITTED,
    width: 960,
    height: 280,
    // The page sets the runs that are shown, and the epoch whose weights are.
    params: [
      { name: 'shown', value: runs.map(({ label }) => label.short) },
      { name: 'chosenEpoch', value: last },
    ],
    data: { values },
    transform: [{ filter: 'indexof(shown, datum.run) >= 0' }],
    layer: [
      {
        data: { values: [{}] },
        mark: { type: 'rule', stroke: colour('muted'), strokeDash: [4, 3] },
        encoding: { x: { datum: { expr: 'chosenEpoch' }, type: 'quantitative' } },
      },
      {
        mark: { type: 'line', strokeWidth: 2 },
        encoding: { ...encoding, strokeDash: runScale('dash', runs) },
      },
      {
        transform: [{ filter: `datum.epoch % ${every} === 0` }],
        mark: { type: 'point', filled: true, size: 55, opacity: 1 },
        encoding: { ...encoding, shape: runScale('shape', runs) },
      },
      {
        mark: { type: 'point', filled: true, size: 260, opacity: 0 },
        encoding: { x, y, tooltip: tooltipOf(unit) },
      },
    ],
  });
  return [plot];
}

function tooltipOf(unit: string) {
  return [
    { field: 'run', title: 'run' },
    { field: 'epoch', type: 'quantitative', title: unit, format: 'd' },
    { field: 'norm', type: 'quantitative', title: '‖W‖', format: '.3~r' },
  ];
}

/** A run's ‖W‖ after each epoch, and before the first where its weights were saved; what a logarithmic axis can show. */
function pointsOf({ run, label, saved }: SourceRun) {
  const initial = saved?.snapshots.find(({ epoch }) => epoch === 0);
  const norms = [
    ...(initial ? [{ epoch: 0, norm: norm(initial.weights) }] : []),
    ...run.history.map(({ epoch, weightNorm = NaN }) => ({ epoch, norm: weightNorm })),
  ];
  return norms
    .filter((point) => point.norm > 0 && Number.isFinite(point.norm))
    .map((point) => ({ run: label.short, ...point }));
}

/** 1, 2 and 5 times each power of ten that the values reach. */
function ticks(values: readonly number[]): number[] {
  const [from, to] = [Math.min(...values), Math.max(...values)].map(Math.log10);
  const powers = Array.from(
    { length: Math.floor(to) - Math.floor(from) + 1 },
    (_, i) => 10 ** (Math.floor(from) + i),
  );
  // Of many powers of ten, these alone.
  return powers.length > 4 ? powers : powers.flatMap((power) => [power, 2 * power, 5 * power]);
}

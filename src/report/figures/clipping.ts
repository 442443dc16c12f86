import type { NamedRun } from '../results/run-labels';
import { points, type Metric } from './curve-parts';

/** A run dwarfs the others if it rises above them by more than so many times their range. */
const DWARFING = 2;

/**
 * The indices of runs whose values tower so far above those of the others that these could not be told
 * apart on a common axis, e.g. the costs of a run that diverges. Never all runs, and none that only
 * begins high: half of its values are above all of the others.
 */
export function dwarfingRuns(metric: Metric, runs: readonly NamedRun[]): number[] {
  if (metric === 'accuracy') return [];
  const ranges = runs.flatMap(({ run, label }, index) => {
    const values = points(metric, run.history, label.short)
      .flatMap(({ training, validation }) => [training, validation])
      .filter((value) => value !== null);
    return values.length === 0
      ? []
      : [{ index, low: Math.min(...values), high: Math.max(...values), middle: median(values) }];
  });
  const ordered = ranges.sort((a, b) => a.middle - b.middle);
  const first = ordered.findIndex(({ high, middle }, i) => {
    if (i === 0) return false;
    const others = ordered.slice(0, i);
    const low = Math.min(...others.map((one) => one.low));
    const top = Math.max(...others.map((one) => one.high));
    return middle > top && high - top > DWARFING * (top - low);
  });
  return first < 0 ? [] : ordered.slice(first).map(({ index }) => index);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

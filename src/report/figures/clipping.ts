import type { NamedRun } from '../results/run-labels';
import { points, type Metric } from './curve-parts';

/** A run dwarfs the others from so many times their range above them on. */
const DWARFING = 2;

/**
 * The indices of runs whose values tower so far above those of the others that these could not be told
 * apart on a common axis, e.g. the costs of a run that diverges. Never all runs.
 */
export function dwarfingRuns(metric: Metric, runs: readonly NamedRun[]): number[] {
  if (metric === 'accuracy') return [];
  const ranges = runs.flatMap(({ run, label }, index) => {
    const values = points(metric, run.history, label.short)
      .flatMap(({ training, validation }) => [training, validation])
      .filter((value) => value !== null);
    return values.length === 0
      ? []
      : [{ index, low: Math.min(...values), high: Math.max(...values) }];
  });
  const ordered = ranges.sort((a, b) => a.high - b.high);
  const first = ordered.findIndex(({ high }, i) => {
    if (i === 0) return false;
    const others = ordered.slice(0, i);
    const [low, top] = [Math.min(...others.map((one) => one.low)), others[i - 1].high];
    return high - top > DWARFING * (top - low);
  });
  return first < 0 ? [] : ordered.slice(first).map(({ index }) => index);
}

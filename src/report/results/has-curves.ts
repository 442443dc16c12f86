import type { NamedRun } from './run-labels';

/** True if there are learning curves: a fit keeps its optimum alone. */
export function hasCurves(runs: readonly Pick<NamedRun, 'run'>[]): boolean {
  return runs.some(({ run }) => run.history.length > 0);
}

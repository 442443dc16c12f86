import { solverWords, type TrainingSettings } from '../../training';

type OfSolver = Pick<TrainingSettings, 'solver'>;

/** What the histories of runs count: `epoch`, `iteration`, or `epoch or iteration`. */
export function unitOf(runs: readonly OfSolver[]): string {
  const units = new Set(runs.map((run) => solverWords(run).unit));
  return [...units].sort().join(' or ');
}

/** E.g. `epochs or iterations`. */
export function unitsOf(runs: readonly OfSolver[]): string {
  return unitOf(runs).replaceAll(/epoch|iteration/g, '$&s');
}

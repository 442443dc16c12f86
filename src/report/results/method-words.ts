import {
  describeExtensions,
  EXTENSIONS,
  solverWords,
  wholeSettings,
  type Table,
  type TrainingSettings,
} from '../../training';
import { count, small } from '../text/format';

/** Describes the method of a solver that goes to the optimum, e.g. `L-BFGS to a relative gap of 1e-6, …`. */
export function batchMethodWords(settings: TrainingSettings): string {
  const { tolerance, epochs, dtype } = wholeSettings(settings);
  const to = `to a relative gap of ${small(tolerance)}`;
  return `${solverWords(settings).title} ${to}, ${count(epochs, 'iteration')} at most, ${dtype}`;
}

const OTHERS: Table = Object.fromEntries(
  Object.entries(EXTENSIONS).filter(([name]) => name !== 'solver' && name !== 'tolerance'),
);

/** Describes the settings beyond the assignment's, but for those of the method. */
export function describeOthers(settings: TrainingSettings): string[] {
  return describeExtensions(settings, OTHERS);
}

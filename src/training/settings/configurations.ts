import type { TrainingSettings } from './settings';

/** One of the assignment's settings of weight decay and learning rate. */
export interface Configuration extends Pick<TrainingSettings, 'lambda' | 'eta'> {
  /** Its number in the assignment. */
  readonly number: 1 | 2 | 3 | 4;
  /** The test accuracy in the assignment's report, as a fraction. */
  readonly reportedAccuracy: number;
}

export const CONFIGURATIONS: readonly Configuration[] = [
  { number: 1, lambda: 0, eta: 0.1, reportedAccuracy: 0.2727 },
  { number: 2, lambda: 0, eta: 0.001, reportedAccuracy: 0.3589 },
  { number: 3, lambda: 0.1, eta: 0.001, reportedAccuracy: 0.3763 },
  { number: 4, lambda: 1, eta: 0.001, reportedAccuracy: 0.367 },
];

import { LOSS_FUNCTIONS } from '../../model';
import { wholeSettings, type EpochRecord, type TrainingSettings } from '../../training';
import { figure } from '../numbers';

/** The run until now, which the rules judge. */
export interface History {
  /** At least one. */
  readonly epochs: readonly EpochRecord[];
  readonly settings: TrainingSettings;
  /** The number of training samples of each class: K. */
  readonly labels: readonly number[];
}

export function last({ epochs }: History): EpochRecord {
  return epochs[epochs.length - 1];
}

/** The loss of a model whose scores are all 0, e.g. ln K of cross-entropy. */
export function guessing({ labels, settings }: History): number {
  return LOSS_FUNCTIONS[wholeSettings(settings).loss].atZeroScores(labels.length);
}

/** The median of some numbers; of an even count, the upper one. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** Advice to try a smaller learning rate. */
export function smallerRate({ settings: { eta } }: History): string {
  return `train again with a smaller learning rate, e.g. η = ${figure(eta / 10)}`;
}

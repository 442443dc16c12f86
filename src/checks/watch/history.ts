import { LOSS_FUNCTIONS } from '../../model';
import { wholeSettings, type EpochRecord, type TrainingSettings } from '../../training';
import { figure } from '../numbers';

/** What the rules judge: a run until now. */
export interface History {
  /** At least one. */
  readonly epochs: readonly EpochRecord[];
  readonly settings: TrainingSettings;
  /** How many training samples each class has: K. */
  readonly labels: readonly number[];
}

export function last({ epochs }: History): EpochRecord {
  return epochs[epochs.length - 1];
}

/** The loss of a model whose scores are all 0, e.g. ln K of cross-entropy. */
export function guessing({ labels, settings }: History): number {
  return LOSS_FUNCTIONS[wholeSettings(settings).loss].atZeroScores(labels.length);
}

/** The median of some numbers; the upper one of two. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1];
}

/** A smaller learning rate to try. */
export function smallerRate({ settings: { eta } }: History): string {
  return `train again with a smaller learning rate, e.g. η = ${figure(eta / 10)}`;
}

import type { FloatArray } from '../backend';
import type { Evaluation, Outputs } from '../model';
import { isBetter, type TrainingSettings, type WholeSettings } from './settings';

/**
 * The metrics of one epoch.
 *
 * @typeParam Validation  null if there is no validation set
 * @category Training
 */
export interface EpochRecord<Validation extends Evaluation | null = Evaluation> {
  /** The epoch, from 1. */
  readonly epoch: number;
  /** The metrics on the training set, after the epoch. */
  readonly train: Evaluation;
  /** The metrics on the validation set, after the epoch. */
  readonly validation: Validation;
  /** What the model predicts on the training set, after the epoch. */
  readonly outputs: Outputs;
  /** How much the epoch's last step changed the weights: η ‖dW‖ / ‖W‖. */
  readonly updateRatio: number;
  /** Wall-clock time in seconds; an equal share, for runs that were trained together. */
  readonly seconds: { readonly training: number; readonly evaluation: number };
}

/**
 * The metrics of one epoch of a training that may have no validation set: `validation` is null then.
 *
 * @category Training
 */
export type AnyEpochRecord = EpochRecord<Evaluation | null>;

/** The record of an epoch of a training that has a validation set. */
export function withValidation({ validation, ...record }: AnyEpochRecord): EpochRecord {
  if (validation === null) throw new Error('an epoch without a validation set');
  return { ...record, validation };
}

/**
 * Why a training ended: after all its epochs, by early stopping, or because it was stopped.
 *
 * @inline
 */
export type Ending = 'finished' | 'early' | 'stopped';

/** What happens in a training. */
export type TrainingEvent =
  /** Some steps have been made, and the event loop has turned. */
  | { readonly kind: 'step' }
  /** So many steps have been made since the last checkpoint that another is due. */
  | { readonly kind: 'checkpoint' }
  /** An epoch has been finished: the record of each run. */
  | { readonly kind: 'epoch'; readonly records: readonly AnyEpochRecord[] }
  /** The training has ended. */
  | { readonly kind: 'ended'; readonly ending: Ending };

/** The settings and the history of one run. */
export interface RunRecord extends TrainingSettings {
  /** The finished epochs. */
  readonly history: readonly EpochRecord[];
  /** The epoch whose parameters were kept; null if that was the last. */
  readonly bestEpoch?: number | null;
  /** The metrics on the test set, after the last epoch; null if the run was interrupted before it. */
  readonly test: Evaluation | null;
  /** Wall-clock time of the run, in seconds; an equal share, for runs that were trained together. */
  readonly seconds: number;
}

/** The best epoch so far, by the validation metric of early stopping; by accuracy without it. */
export interface Best {
  readonly epoch: number;
  readonly value: number;
  /** [W, b] after it: K·d + K. */
  readonly parameters: FloatArray;
}

/** One run of a training so far: its epochs, the best of them, and whether it was stopped early. */
export class Run {
  history: AnyEpochRecord[] = [];
  /** Null before the first epoch, and without a validation set. */
  best: Best | null = null;
  hasEnded = false;

  constructor(readonly settings: Pick<WholeSettings, 'earlyStopping'>) {}

  /**
   * Adds an epoch to the history; does nothing once the run has ended.
   *
   * @param parameters  copies the run's [W, b]
   */
  follow(record: AnyEpochRecord, parameters: () => FloatArray): void {
    if (this.hasEnded) return;
    this.history.push(record);
    const { earlyStopping } = this.settings;
    const { metric = 'accuracy', minimumDelta = 0 } = earlyStopping ?? {};
    if (record.validation !== null) {
      const value = record.validation[metric];
      if (isBetter(value, this.best?.value ?? null, { metric, minimumDelta })) {
        this.best = { epoch: record.epoch, value, parameters: parameters() };
      }
    }
    const since = record.epoch - (this.best?.epoch ?? 0);
    this.hasEnded = earlyStopping !== null && since >= earlyStopping.patience;
  }
}

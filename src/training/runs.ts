import type { FloatArray } from '../backend';
import type { Evaluation, Outputs } from '../model';
import { isBetter, type TrainingSettings, type WholeSettings } from './settings';
import type { Certificate } from './solvers';

/**
 * The metrics of one epoch.
 *
 * @typeParam Validation  null without a validation set
 * @category Training
 */
export interface EpochRecord<Validation extends Evaluation | null = Evaluation> {
  /** The number of the epoch, from 1. */
  readonly epoch: number;
  /** The metrics on the training set, after the epoch. */
  readonly train: Evaluation;
  /** The metrics on the validation set, after the epoch. */
  readonly validation: Validation;
  /** A summary of the predictions on the training set, after the epoch. */
  readonly outputs: Outputs;
  /** The relative size of the epoch's last step: η ‖dW‖ / ‖W‖. */
  readonly updateRatio: number;
  /**
   * About how far the cost is above its minimum, J − J*, by its gradient, if the solver is one that
   * computes it; null at λ = 0. Absent of other solvers.
   */
  readonly gap?: number | null;
  /** ‖W‖ = √(Σ W²), after the epoch. Absent in the records of older results files and checkpoints. */
  readonly weightNorm?: number;
  /** Wall-clock time in seconds; runs trained together have equal shares. */
  readonly seconds: { readonly training: number; readonly evaluation: number };
}

/**
 * The metrics of one epoch; `validation` is null without a validation set.
 *
 * @category Training
 */
export type AnyEpochRecord = EpochRecord<Evaluation | null>;

/** Narrows the record of an epoch to one with validation metrics. Throws if there are none. */
export function withValidation({ validation, ...record }: AnyEpochRecord): EpochRecord {
  if (validation === null) throw new Error('an epoch without a validation set');
  return { ...record, validation };
}

/**
 * How a training ended: after all epochs, by early stopping, at the optimum, or because it was
 * stopped.
 *
 * @inline
 */
export type Ending = 'finished' | 'early' | 'converged' | 'stopped';

export type TrainingEvent =
  /** Some steps have been made, and the event loop has had a turn. */
  | { readonly kind: 'step' }
  /** A checkpoint is due. */
  | { readonly kind: 'checkpoint' }
  /** An epoch is finished: the record of each run. */
  | { readonly kind: 'epoch'; readonly records: readonly AnyEpochRecord[] }
  | { readonly kind: 'ended'; readonly ending: Ending };

/** The settings and the history of one run. */
export interface RunRecord extends TrainingSettings {
  /** The finished epochs. */
  readonly history: readonly EpochRecord[];
  /** The epoch whose parameters were kept; null for the last. Absent in older results files. */
  readonly bestEpoch?: number | null;
  /**
   * True if its user has ended it before its last epoch, and the best epoch's parameters were kept.
   * Absent of others.
   */
  readonly endedOnRequest?: true;
  /**
   * How far the run is from its optimum at most; null if it was stopped before, or early stopping kept
   * other weights. Absent if its solver gives no certificates.
   */
  readonly certificate?: Certificate | null;
  /** The metrics on the test set, after the last epoch; null if the run was interrupted. */
  readonly test: Evaluation | null;
  /** Wall-clock time in seconds; runs trained together have equal shares. */
  readonly seconds: number;
}

/** The best epoch so far by the early stopping metric, by default validation accuracy. */
export interface Best {
  readonly epoch: number;
  readonly value: number;
  /** [W, b] after that epoch: K·d + K. */
  readonly parameters: FloatArray;
}

/** The history of one run, its best epoch, and whether early stopping has ended it. */
export class Run {
  history: AnyEpochRecord[] = [];
  /** Null before the first epoch and without a validation set. */
  best: Best | null = null;
  /** Whether early stopping has ended it. */
  hasStopped = false;
  /** Whether the solver has reached the optimum. */
  hasConverged = false;

  constructor(readonly settings: Pick<WholeSettings, 'earlyStopping'>) {}

  get hasEnded(): boolean {
    return this.hasStopped || this.hasConverged;
  }

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
    // The accuracy of scores that aren't numbers is that of the first class.
    if (record.validation !== null && !Number.isNaN(record.validation.loss)) {
      const value = record.validation[metric];
      if (isBetter(value, this.best?.value ?? null, { metric, minimumDelta })) {
        this.best = { epoch: record.epoch, value, parameters: parameters() };
      }
    }
    const since = record.epoch - (this.best?.epoch ?? 0);
    this.hasStopped = earlyStopping !== null && since >= earlyStopping.patience;
  }
}

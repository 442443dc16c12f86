import { selectBackend, type Backend, type BackendOptions } from '../backend';
import type { DataSet, Features, LabelType } from '../data';
import {
  argumentError,
  assertBoolean,
  assertInstance,
  assertInteger,
  assertKnownKeys,
  assertText,
} from '../errors';
import {
  FOREIGN_NAMES,
  SETTINGS,
  settingsOf as pickSettings,
  type AnyEpochRecord,
  type AnyTrainingData,
  type GivenSettings,
  type Snapshot,
  type TrainingSettings,
} from '../training';

/**
 * The backend, or the options of `selectBackend` for it, with all cores by default.
 *
 * @category Models
 */
export interface ComputeOptions extends Omit<BackendOptions, 'backend' | 'threads'> {
  /** A backend, or the name of one. By default `auto`. */
  readonly backend?: BackendOptions['backend'] | Backend;
  /**
   * The number of threads, at least 1, or `all`: one for each core, up to 8. By default `all`. It
   * changes no bit of a result.
   */
  readonly threads?: BackendOptions['threads'];
}

/** Options to stop, save and resume a training. */
export interface ControlOptions {
  /** Stops the training soon after it aborts. By default none. */
  readonly signal?: AbortSignal;
  /**
   * The path of the file for checkpoints, to resume from. It is replaced whole or not at all. By
   * default none is written.
   */
  readonly checkpoint?: string;
  /** The number of mini-batches between checkpoints: at least 1. By default those of one epoch. */
  readonly every?: number;
  /**
   * The path of a checkpoint, or a snapshot, to resume from with the same settings, data and backend.
   * By default the training starts afresh.
   */
  readonly resume?: string | Snapshot;
  /**
   * Whether the processes of a job of MPI share this training, each with its share of the rows: all of
   * them must call `train` with the same data and options, and leave its loop at the same epoch, if
   * they leave it. False to train in each by itself. By
   * default, they share it if `mpirun`, `mpiexec` or `srun` has started several.
   */
  readonly distributed?: boolean;
}

/**
 * Options of `LinearClassifier.fit`.
 *
 * @category Models
 */
export interface FitOptions extends ControlOptions {
  /** A validation set, evaluated after each epoch; early stopping needs one. By default none. */
  readonly validation?: DataSet;
  /** Called with the record of each epoch when it is finished. By default none. */
  readonly onEpoch?: (epoch: AnyEpochRecord) => void;
}

/**
 * Options of a classifier: the settings of its training, by default the assignment's
 * ({@link DEFAULT_SETTINGS}), and the backend.
 *
 * @category Models
 */
export interface ClassifierOptions extends GivenSettings, ComputeOptions {}

/**
 * Options of `train`: the settings, by default the assignment's ({@link DEFAULT_SETTINGS}), the
 * backend, and how to stop, save and resume the training.
 *
 * @category Training
 */
export interface TrainOptions extends ClassifierOptions, ControlOptions {}

const COMPUTE = ['backend', 'threads', 'tileRows', 'product'];
const CONTROL = ['signal', 'checkpoint', 'every', 'resume', 'distributed'];
const SETTING_NAMES = Object.keys(SETTINGS);

/** Throws a TypeError for an unknown option, which might be a misspelt one. */
export function assertClassifierOptions(options: ClassifierOptions): void {
  assertKnownKeys('options', options, [...SETTING_NAMES, ...COMPUTE], FOREIGN_NAMES);
}

/**
 * Throws a TypeError for an unknown option of a search, a signal or a listener that is none.
 *
 * @param own     the options of this search, beside settings and backend
 * @param varied  the settings that it sets itself
 */
export function assertSearchOptions(
  options: {
    readonly enough?: AbortSignal;
    readonly signal?: AbortSignal;
    readonly onProgress?: unknown;
  },
  own: readonly string[],
  varied: readonly string[] = [],
): void {
  const settings = SETTING_NAMES.filter((name) => !varied.includes(name));
  const known = [...own, 'enough', 'signal', 'onProgress', ...settings, ...COMPUTE];
  assertKnownKeys('options', options, known, FOREIGN_NAMES);
  const { enough, onProgress, signal } = options;
  if (enough !== undefined) assertInstance('enough', enough, [AbortSignal]);
  if (signal !== undefined) assertInstance('signal', signal, [AbortSignal]);
  if (onProgress !== undefined) assertInstance('onProgress', onProgress, [Function]);
}

export function assertTrainOptions(options: TrainOptions): void {
  const known = [...SETTING_NAMES, ...COMPUTE, ...CONTROL];
  assertKnownKeys('options', options, known, FOREIGN_NAMES);
  const { signal, checkpoint, every, resume, distributed } = options;
  if (distributed !== undefined) assertBoolean('distributed', distributed);
  if (signal !== undefined) assertInstance('signal', signal, [AbortSignal]);
  if (checkpoint !== undefined) assertText('checkpoint', checkpoint);
  if (every !== undefined) {
    assertInteger('every', every, 1);
    if (checkpoint === undefined) {
      throw argumentError(TypeError, 'checkpoint', 'a file, since every is given', checkpoint);
    }
  }
  if (resume !== undefined && (typeof resume !== 'object' || (resume as unknown) === null)) {
    assertText('resume', resume);
  }
}

/** Returns the options without those of a single training. */
export function classifierOptionsOf(options: TrainOptions): ClassifierOptions {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !CONTROL.includes(key)));
}

/** Picks the settings among the options. Defaults are filled in where the data are known. */
export function settingsOf(options: ClassifierOptions): Partial<TrainingSettings> {
  return pickSettings(options);
}

export function backendOf({ backend, threads, tileRows, product }: ComputeOptions): Backend {
  if (typeof backend === 'object') return backend;
  return selectBackend({ backend, threads: threads ?? 'all', tileRows, product });
}

/**
 * A training set by itself, or with a validation set.
 *
 * @category Training
 */
export type TrainingInput<Type extends LabelType = LabelType> =
  DataSet<Features, Type> | AnyTrainingData<Type>;

export function trainingDataOf(data: TrainingInput): AnyTrainingData {
  if (typeof data !== 'object' || (data as unknown) === null) {
    throw argumentError(TypeError, 'data', 'a data set, or one as training', data);
  }
  const isParts = 'X' in data && !('samples' in data);
  if (isParts || Array.isArray(data) || ArrayBuffer.isView(data)) {
    const expected = 'a data set, which dataSet({ X, labels }) makes of features and labels';
    throw argumentError(TypeError, 'data', expected, data);
  }
  return 'training' in data ? data : { training: data };
}

import { selectBackend, type Backend, type BackendOptions } from '../backend';
import type { DataSet } from '../data';
import {
  argumentError,
  assertInstance,
  assertInteger,
  assertKnownKeys,
  assertText,
} from '../errors';
import {
  DEFAULT_SETTINGS,
  readCheckpoint,
  SETTINGS,
  settingsOf as pickSettings,
  type AnyTrainingData,
  type CheckpointPlan,
  type Snapshot,
  type TrainingSettings,
} from '../training';

/**
 * Options that choose the backend: a `Backend`, or the options of `selectBackend`, with all cores
 * by default.
 *
 * @category Models
 */
export interface ComputeOptions extends Omit<BackendOptions, 'backend' | 'threads'> {
  /** A backend that was selected before, or the name of one. By default `auto`. */
  readonly backend?: BackendOptions['backend'] | Backend;
  /**
   * The number of threads to compute on, or `all`: one for each core, up to 8. By default `all`.
   * The number changes no bit of a result.
   */
  readonly threads?: BackendOptions['threads'];
}

/** Options that stop a training, keep it in a file, and resume it. */
export interface ControlOptions {
  /** Stops the training soon after the signal is aborted. */
  readonly signal?: AbortSignal;
  /** A file to keep the training in, so that it can be resumed. It is replaced whole or not at all. */
  readonly checkpoint?: string;
  /** The number of mini-batches from one checkpoint to the next. By default one epoch's. */
  readonly every?: number;
  /**
   * A checkpoint's file, or a snapshot, to resume from. Settings, data and backend must be those of
   * the training that it was taken of.
   */
  readonly resume?: string | Snapshot;
}

/**
 * Options of a classifier: the settings of its training, each by default the assignment's
 * ({@link DEFAULT_SETTINGS}), and what it computes with.
 *
 * @category Models
 */
export interface ClassifierOptions extends Partial<TrainingSettings>, ComputeOptions {}

/**
 * Options of `train`: the settings, each by default the assignment's ({@link DEFAULT_SETTINGS}), what
 * to compute with, and how the training is stopped, kept and resumed.
 *
 * @category Training
 */
export interface TrainOptions extends ClassifierOptions, ControlOptions {}

const COMPUTE = ['backend', 'threads', 'tileRows', 'product'];
const CONTROL = ['signal', 'checkpoint', 'every', 'resume'];
const SETTING_NAMES = Object.keys(SETTINGS);

/** Asserts that there is no other option: a misspelt one would be ignored in silence. */
export function assertClassifierOptions(options: ClassifierOptions): void {
  assertKnownKeys('options', options, [...SETTING_NAMES, ...COMPUTE]);
}

export function assertTrainOptions(options: TrainOptions): void {
  assertKnownKeys('options', options, [...SETTING_NAMES, ...COMPUTE, ...CONTROL]);
  const { signal, checkpoint, every, resume } = options;
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

/** Drops the options that only concern one training. */
export function classifierOptionsOf(options: TrainOptions): ClassifierOptions {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !CONTROL.includes(key)));
}

/** Picks the settings among the options, and fills in the assignment's. */
export function settingsOf(options: ClassifierOptions): TrainingSettings {
  return { ...DEFAULT_SETTINGS, ...pickSettings(options) };
}

/** Selects the backend that the options ask for. */
export function backendOf({ backend, threads, tileRows, product }: ComputeOptions): Backend {
  if (typeof backend === 'object') return backend;
  return selectBackend({ backend, threads: threads ?? 'all', tileRows, product });
}

/** Where a training is kept, if anywhere. */
export function checkpointOf({ checkpoint, every }: ControlOptions): CheckpointPlan | undefined {
  return checkpoint === undefined ? undefined : { file: checkpoint, every };
}

/** Where a training goes on, if not at the start. */
export async function resumedOf({ resume }: ControlOptions): Promise<Snapshot | undefined> {
  return typeof resume === 'string' ? await readCheckpoint(resume) : resume;
}

/**
 * A training set by itself, or with a validation set.
 *
 * @category Training
 */
export type TrainingInput = DataSet | AnyTrainingData;

export function trainingDataOf(data: TrainingInput): AnyTrainingData {
  if (typeof data !== 'object' || (data as unknown) === null) {
    throw argumentError(TypeError, 'data', 'a data set, or one as training', data);
  }
  return 'training' in data ? data : { training: data };
}

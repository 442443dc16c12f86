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
  NO_REFINEMENTS,
  readCheckpoint,
  type AnyTrainingData,
  type CheckpointPlan,
  type Snapshot,
  type TrainingSettings,
} from '../training';

/** What computes: a backend that there is, or what one is selected by; all cores unless given. */
export interface ComputeOptions extends Omit<BackendOptions, 'backend'> {
  readonly backend?: BackendOptions['backend'] | Backend;
}

/** Beside the settings of a training, what goes on with it. */
export interface CourseOptions {
  /** Stops the training soon after it is aborted. */
  readonly signal?: AbortSignal;
  /** A file where the training is kept, to be resumed. */
  readonly checkpoint?: string;
  /** Mini-batches from one checkpoint to the next; an epoch's unless given. */
  readonly every?: number;
  /** Where to go on: a checkpoint's file, or a snapshot. */
  readonly resume?: string | Snapshot;
}

/** The settings of a training, each by default the assignment's, and what computes. */
export type ClassifierOptions = Partial<TrainingSettings> & ComputeOptions;

/** All options of a training. */
export type TrainOptions = ClassifierOptions & CourseOptions;

const COMPUTE = ['backend', 'threads', 'tileRows', 'product'];
const COURSE = ['signal', 'checkpoint', 'every', 'resume'];
const SETTINGS = Object.keys({ ...DEFAULT_SETTINGS, ...NO_REFINEMENTS });

/** Asserts that there is no other option: a misspelt one would be ignored in silence. */
export function assertClassifierOptions(options: ClassifierOptions): void {
  assertKnownKeys('options', options, [...SETTINGS, ...COMPUTE]);
}

export function assertTrainOptions(options: TrainOptions): void {
  assertKnownKeys('options', options, [...SETTINGS, ...COMPUTE, ...COURSE]);
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

/** The options without those of the course. */
export function classifierOptionsOf(options: TrainOptions): ClassifierOptions {
  return Object.fromEntries(Object.entries(options).filter(([key]) => !COURSE.includes(key)));
}

/** The settings among options, with the assignment's for those that weren't given. */
export function settingsOf(options: ClassifierOptions): TrainingSettings {
  const given = Object.entries(options).filter(
    ([key, value]) => SETTINGS.includes(key) && value !== undefined,
  );
  return { ...DEFAULT_SETTINGS, ...(Object.fromEntries(given) as Partial<TrainingSettings>) };
}

/** The backend that options ask for. */
export function backendOf({ backend, threads, tileRows, product }: ComputeOptions): Backend {
  if (typeof backend === 'object') return backend;
  return selectBackend({ backend, threads: threads ?? 'all', tileRows, product });
}

/** Where a training is kept, if anywhere. */
export function checkpointOf({ checkpoint, every }: CourseOptions): CheckpointPlan | undefined {
  return checkpoint === undefined ? undefined : { file: checkpoint, every };
}

/** Where a training goes on, if not at the start. */
export async function resumedOf({ resume }: CourseOptions): Promise<Snapshot | undefined> {
  return typeof resume === 'string' ? await readCheckpoint(resume) : resume;
}

/** A training set by itself, or with a validation set. */
export type TrainingInput = DataSet | AnyTrainingData;

export function trainingDataOf(data: TrainingInput): AnyTrainingData {
  if (typeof data !== 'object' || (data as unknown) === null) {
    throw argumentError(TypeError, 'data', 'a data set, or one as training', data);
  }
  return 'training' in data ? data : { training: data };
}

import fc from 'fast-check';
import type { Backend } from '../../src/backend';
import type { DataSet } from '../../src/data';
import {
  prepareJob,
  run,
  snapshotOf,
  type AnyEpochRecord,
  type AnyTrainingData,
  type Job,
  type Snapshot,
  type TrainingSettings,
} from '../../src/training';
import { syntheticSet } from './synthetic';

/** Images of 3 × 2 pixels, and the same as numbers; 44 make five mini-batches of 10, the last of 4. */
function set(seed: number, samples: number, kind: 'bytes' | 'numbers'): DataSet {
  const bytes = syntheticSet({ samples, features: 6, seed });
  const image = { width: 3, height: 2, channels: 1 } as const;
  const X = kind === 'bytes' ? bytes.X : Float64Array.from(bytes.X, (x) => x / 7);
  return { ...bytes, image, X };
}

const dataOf = (kind: 'bytes' | 'numbers') => ({
  training: set(1, 44, kind),
  validation: set(2, 30, kind),
  test: set(3, 20, kind),
});

/** Small data sets with roughly separable classes. */
export const SMALL = { bytes: dataOf('bytes'), numbers: dataOf('numbers') };

export const SMALL_SETTINGS: TrainingSettings = {
  lambda: 0.01,
  eta: 0.05,
  epochs: 4,
  batchSize: 10,
  seed: 42,
  shuffle: true,
  dtype: 'float32',
};

export const STEPS_PER_EPOCH = 5;

/** One or more settings of runs that can be trained together. */
export function anySettings(): fc.Arbitrary<TrainingSettings[]> {
  const shared = fc.record({
    shuffle: fc.boolean(),
    dtype: fc.constantFrom('float32', 'float64'),
    momentum: fc.constantFrom(0, 0.9),
    loss: fc.constantFrom('cross-entropy', 'binary-cross-entropy', 'hinge'),
    classWeights: fc.constantFrom(null, 'balanced', [1, 2, 0.5]),
    horizontalFlips: fc.boolean(),
    standardise: fc.boolean(),
    seed: fc.integer({ min: 0, max: 1000 }),
  });
  const own = fc.record({
    eta: fc.constantFrom(0.01, 0.5),
    lambda: fc.constantFrom(0, 0.1),
    schedule: fc.constantFrom(
      { kind: 'constant' },
      { kind: 'cosine', minimum: 0.001 },
      { kind: 'step', factor: 0.5, every: 1 },
      { kind: 'cyclic', minimum: 0.001, halfCycle: 3 },
    ),
    earlyStopping: fc.constantFrom(
      null,
      { patience: 1 },
      { metric: 'loss', patience: 1, minimumDelta: 0.05 },
    ),
  });
  return fc
    .tuple(shared, fc.array(own, { minLength: 1, maxLength: 3 }))
    .map(([all, runs]) =>
      runs.map((run) => ({ ...SMALL_SETTINGS, ...all, ...run }) as TrainingSettings),
    );
}

/** The state of a training and its history, without times. */
export function stateOf({ runs, progress }: Snapshot) {
  return {
    progress,
    runs: runs.map((run) => ({ ...run, history: withoutSeconds(run.history) })),
  };
}

/** Epochs without their times. */
export const withoutSeconds = (history: readonly AnyEpochRecord[]) =>
  history.map((epoch) => ({ ...epoch, seconds: null }));

/** Trains to the end, and takes a snapshot of it. */
export async function snapshotAtEnd(
  backend: Backend,
  data: AnyTrainingData,
  settings: readonly TrainingSettings[],
  resume?: Snapshot,
): Promise<Snapshot> {
  const job = await prepareJob(backend, data, settings, { resume });
  await runToEnd(job);
  return snapshotOf(job);
}

/** Trains for some steps, or to the end if there are fewer, and takes a snapshot. */
export async function snapshotAfter(
  backend: Backend,
  data: AnyTrainingData,
  settings: readonly TrainingSettings[],
  { steps, resume }: { readonly steps: number; readonly resume?: Snapshot },
): Promise<Snapshot> {
  const job = await prepareJob(backend, data, settings, { resume });
  await runFor(job, steps);
  return snapshotOf(job);
}

/** Runs a training to its end. */
export async function runToEnd(job: Job): Promise<void> {
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- only the end matters
  for await (const _ of run(job));
}

/** Runs a training for some steps, or to its end if there are fewer. */
export async function runFor(job: Job, steps: number): Promise<void> {
  let made = 0;
  for await (const { kind } of run(job, { checkpointEvery: 1 })) {
    if (kind === 'checkpoint' && ++made === steps) return;
  }
}

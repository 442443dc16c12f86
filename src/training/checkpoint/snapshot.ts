import type { FloatArray } from '../../backend';
import type { GeneratorState } from '../../random';
import type { Progress } from '../epochs';
import type { AnyEpochRecord } from '../run-record';
import type { Trainer } from '../trainer';
import type { Identity } from './identity';

/** A run at some moment of its training. */
export interface RunSnapshot {
  /** Of the generator, at the start of the epoch that the run is in. */
  readonly generator: GeneratorState;
  readonly history: readonly AnyEpochRecord[];
  readonly hasEnded: boolean;
  /** η ‖dW‖ of the last step. */
  readonly lastStepNorm: number;
  /** W and b, one after the other: K·d + K numbers. */
  readonly parameters: FloatArray;
  /** v of momentum, likewise; null without. */
  readonly velocity: FloatArray | null;
  /** The best epoch so far, with its [W, b]. */
  readonly best: {
    readonly epoch: number;
    readonly value: number;
    readonly slab: FloatArray;
  } | null;
}

/**
 * The state of a training: all that decides how it goes on, to the bit. `TrainingResult.snapshot` and
 * `readCheckpoint` make one; the option `resume` and `writeCheckpoint` take it.
 *
 * @category Training
 */
export interface Snapshot {
  /** @internal */
  readonly identity: Identity;
  /** How far the training is. */
  readonly progress: Readonly<Progress>;
  /** K and d. */
  readonly shape: { readonly classes: number; readonly features: number };
  /** @internal */
  readonly runs: readonly RunSnapshot[];
}

/** Copies what a run is at this moment. */
export function snapshotOf(trainer: Trainer, { step }: Progress): RunSnapshot {
  const { course, classifier, velocity } = trainer;
  return {
    generator: trainer.order.state(step > 0),
    history: [...course.history],
    hasEnded: course.hasEnded,
    lastStepNorm: trainer.lastStepNorm,
    parameters: classifier.parameters.flat(),
    velocity: velocity?.flat() ?? null,
    best: course.best,
  };
}

/** Makes a run what it was. */
export function restoreRun(trainer: Trainer, snapshot: RunSnapshot): void {
  const { course, classifier, velocity } = trainer;
  trainer.order.restore(snapshot.generator);
  course.history = [...snapshot.history];
  course.hasEnded = snapshot.hasEnded;
  course.best = snapshot.best;
  trainer.restoreStepNorm(snapshot.lastStepNorm);
  classifier.parameters.assign(snapshot.parameters);
  if (snapshot.velocity !== null) velocity?.assign(snapshot.velocity);
}

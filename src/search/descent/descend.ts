import type { Backend } from '../../backend';
import {
  fittedRun,
  prepareJob,
  run,
  type AnyTrainingData,
  type EvaluatedSet,
  type FittedRun,
  type Job,
  type TrainingSettings,
} from '../../training';

/** A training of several λ together, by mini-batches. */
export interface Descent {
  readonly backend: Backend;
  readonly data: AnyTrainingData;
  readonly settings: readonly Partial<TrainingSettings>[];
  /** The epoch to end after, if that is before the last. By default the last. */
  readonly last?: number | undefined;
  /** Stops it; its reason is thrown. By default nothing does. */
  readonly signal?: AbortSignal | undefined;
  /** Returns true once it is to end with the present epoch. */
  isOver(): boolean;
}

/** A trained λ. */
export interface Descended {
  readonly fitted: FittedRun;
  /** Epochs trained, and those after which its weights were taken. */
  readonly epochs: number;
  readonly kept: number;
  /** True if it was ended before its last epoch, and not by early stopping. */
  readonly isCut: boolean;
  /** On the validation set; NaN without one. */
  readonly score: { readonly loss: number; readonly accuracy: number };
  /** Wall-clock time: an equal share. */
  readonly seconds: number;
}

/**
 * Trains by mini-batches, and yields the epochs that are done, with a fraction of the present one. Only
 * the validation set is evaluated, after the last epoch or, with early stopping, after each.
 *
 * @throws as `prepareJob`; the signal's reason
 */
export async function* descend(descent: Descent): AsyncGenerator<number, Descended[], void> {
  const { backend, data, settings, last = Infinity, signal } = descent;
  const start = performance.now();
  const job = await prepareJob(backend, data, settings, { signal });
  const { progress, sampler } = job;
  const [{ epochs }] = job.settings;
  const end = Math.min(epochs, last);
  const stopsEarly = job.settings[0].earlyStopping !== null;
  const ending = { isDue: false };
  const evaluated = (epoch: number): readonly EvaluatedSet[] => {
    ending.isDue = epoch >= end || descent.isOver();
    return ending.isDue || stopsEarly ? ['validation'] : [];
  };
  for await (const event of run(job, { signal, evaluated })) {
    if (event.kind === 'ended' && event.ending === 'stopped') signal?.throwIfAborted();
    if (event.kind === 'ended') continue;
    yield progress.epoch + progress.step / sampler.stepsPerEpoch;
    if (event.kind === 'epoch' && ending.isDue) break;
  }
  const seconds = (performance.now() - start) / 1000 / settings.length;
  return Promise.all(settings.map((_, r) => descended(job, r, end, seconds)));
}

async function descended(job: Job, r: number, end: number, seconds: number): Promise<Descended> {
  const { hasEnded, history } = job.runs[r];
  const fitted = await fittedRun(job, 'finished', r);
  const kept = fitted.bestEpoch ?? history.length;
  const { loss, accuracy } = history[kept - 1].validation ?? { loss: NaN, accuracy: NaN };
  const epochs = history.length;
  const isCut = epochs < end && !hasEnded;
  return { fitted, epochs, kept, isCut, score: { loss, accuracy }, seconds };
}

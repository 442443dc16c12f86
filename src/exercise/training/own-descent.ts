import { norm } from '../../model';
import { waitingFor, type Task } from '../../tasks';
import { learningRate, type Job, type Progress } from '../../training';
import type { OwnCode } from '../own-code';
import type { OwnParameters } from '../matrix';
import { ownOrder } from './own-order';
import type { UsedFunctions } from './used-functions';

/** A training that the user's code makes the steps of. */
export interface OwnDescentParts {
  readonly code: OwnCode;
  /** The functions that are called. */
  readonly used: UsedFunctions;
  readonly job: Pick<Job, 'parameters' | 'sampler' | 'settings' | 'data'>;
  /** The runs of the job that are trained. */
  readonly runs: readonly number[];
}

/**
 * Mini-batch gradient descent by the user's `gradient` and `update`, in the user's own process: the
 * parameters there are float64, whatever the job's dtype.
 */
export class OwnDescent {
  readonly #parts: OwnDescentParts;
  readonly #parameters: OwnParameters[];
  readonly #stepNorms: number[];

  /** Takes the job's parameters as the first ones. */
  constructor(parts: OwnDescentParts) {
    const { job, runs } = parts;
    this.#parts = parts;
    this.#parameters = runs.map((run) => {
      const { classes, features, weights, bias } = job.parameters.members[run];
      const W = { rows: classes, columns: features, values: Float64Array.from(weights) };
      return { W, b: Float64Array.from(bias) };
    });
    this.#stepNorms = runs.map(() => 0);
  }

  /** Trains all runs until the end of the epoch, one after another. */
  *advance(progress: Progress): Task<void> {
    const { job, runs } = this.#parts;
    const { stepsPerEpoch } = job.sampler;
    const batches = yield* this.#batches(progress);
    for (const [own, run] of runs.entries()) {
      yield* this.#train(own, progress.epoch, batches, (done) => {
        // The job has one position for all of its runs.
        progress.step = Math.floor((own * stepsPerEpoch + done) / runs.length);
      });
      const { W, b } = this.#parameters[own];
      const flat = new Float64Array(W.values.length + b.length);
      flat.set(W.values);
      flat.set(b, W.values.length);
      job.parameters.members[run].assign(flat);
    }
    progress.step = stepsPerEpoch;
  }

  /** The norm of the last step of a run, by its place among those of the user's code. */
  stepNorm(own: number): number {
    return this.#stepNorms[own];
  }

  /** Makes the steps of an epoch; the last one by itself, to measure it. */
  *#train(
    own: number,
    epoch: number,
    batches: readonly Uint32Array[],
    onStep: (done: number) => void,
  ): Task<void> {
    const { code, job, runs } = this.#parts;
    const { lambda, eta, schedule, epochs } = job.settings[runs[own]];
    const { length: stepsPerEpoch } = batches;
    const etas = Float64Array.from(batches, (_, i) => {
      const step = epoch * stepsPerEpoch + i;
      return learningRate(schedule, eta, { step, stepsPerEpoch, epochs });
    });
    const steps = (first: number, end: number): Task<OwnParameters> =>
      heard((wake) =>
        code.trainEpoch({
          ...{ parameters: this.#parameters[own], lambda },
          batches: batches.slice(first, end),
          eta: etas.subarray(first, end),
          onStep: (done) => {
            onStep(first + done);
            wake();
          },
        }),
      );
    const last = stepsPerEpoch - 1;
    if (last > 0) this.#parameters[own] = yield* steps(0, last);
    const before = this.#parameters[own].W.values;
    this.#parameters[own] = yield* steps(last, stepsPerEpoch);
    const after = this.#parameters[own].W.values;
    this.#stepNorms[own] = norm(after.map((w, at) => w - before[at]));
    onStep(stepsPerEpoch);
  }

  /** Draws the mini-batches of an epoch: the user's order, or the job's. */
  *#batches({ epoch }: Progress): Task<Uint32Array[]> {
    const { code, job, used } = this.#parts;
    const [{ seed, batchSize }] = job.settings;
    const { rows } = job.data.rows;
    if (!used.has('shuffle')) return yield* drawnBatches(job);
    const order = yield* waitingFor(ownOrder(code, rows, seedOf(seed, epoch)));
    const first = Array.from({ length: Math.ceil(rows / batchSize) }, (_, i) => i * batchSize);
    return first.map((at) => order.slice(at, at + batchSize));
  }
}

/** The mini-batches of the current epoch as the job's sampler draws them. */
function* drawnBatches({ sampler }: OwnDescentParts['job']): Task<Uint32Array[]> {
  const batches: Uint32Array[] = [];
  for (const batch of sampler.batches(0)) {
    if (batch instanceof Promise) {
      yield batch;
      continue;
    }
    const [{ numbers, first, count }, ...more] = batch;
    if (more.length > 0) throw new Error('a mini-batch of several blocks');
    batches.push(numbers.slice(first, first + count));
  }
  return batches;
}

/** The seed of an epoch's `random`. */
function seedOf(seed: number, epoch: number): number {
  return (Math.imul(seed, 0x9e3779b1) + epoch) >>> 0;
}

/** Waits for a promise, and lets the caller go on whenever it is woken meanwhile. */
function* heard<Result>(begin: (wake: () => void) => Promise<Result>): Task<Result> {
  let settled: { readonly result: Result } | undefined;
  let wake: () => void = () => undefined;
  const whole = begin(() => wake()).then((result) => (settled = { result }));
  while (settled === undefined) {
    const woken = new Promise<void>((resolve) => (wake = resolve));
    yield Promise.race([whole, woken]);
  }
  return settled.result;
}

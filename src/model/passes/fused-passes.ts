import type { Product } from '../../../binding';
import type { Backend, FloatArray, FusedKernels, Plan } from '../../backend';
import type { Samples, StoredSamples } from '../../data';
import type { Objective } from '../objective';
import type { Stack } from '../parameters';
import type { Tally } from '../tally';
import type { Update } from '../update';
import type { Passes } from './passes';

/** Samples whose answers are taken in one call: enough for several threads, a fraction of a millisecond. */
const ANSWERED_TOGETHER = 512;

/** For gradients without a step. */
const NO_UPDATE = { etas: null, velocities: null, momentum: 0, nesterov: false };

/** A plan of fused kernels. */
export type FusedPlan = Plan & { readonly product: Product };

/** Whole passes in one call of a backend's fused kernels, for samples that lie in memory. */
export class FusedPasses implements Passes {
  private losses = new Float64Array(0);
  private predicted = new Uint16Array(0);
  private probabilities = new Float64Array(0);
  private trueProbabilities = new Float64Array(0);

  /** Copies of slopes and intercepts that lie as suits the kernels. */
  private readonly copies = new WeakMap<FloatArray, FloatArray>();

  constructor(
    private readonly backend: Backend,
    private readonly kernels: FusedKernels,
    readonly plan: FusedPlan,
    readonly objective: Objective,
  ) {}

  gradients(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    this.pass(gradients, parameters, lambdas, null, samples, batch);
  }

  steps(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    update: Update,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    this.pass(gradients, parameters, lambdas, update, samples, batch);
  }

  private pass(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    update: Update | null,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    const { classes: K, features: d, precision } = parameters;
    const { X, slope, intercept, y } = this.stored(samples, precision);
    const { product, tileRows } = this.plan;
    const { loss, labelSmoothing } = this.objective;
    const { etas, velocities, momentum, nesterov } = update ?? NO_UPDATE;
    // prettier-ignore
    this.kernels.modelGradients(
      gradients.values, parameters.values, lambdas, etas, velocities?.values ?? null, momentum,
      nesterov, loss, labelSmoothing, samples.weights, K, d, X, slope, intercept, y,
      andWhatFollows(batch), 0, batch.length, product, tileRows,
    );
  }

  answers(
    tallies: readonly Tally[],
    parameters: Stack,
    samples: Samples,
    numbers: Uint32Array,
  ): void {
    const { classes: K, features: d, precision, values } = parameters;
    const { X, slope, intercept, y } = this.stored(samples, precision);
    const { product, tileRows } = this.plan;
    const models = tallies.length;
    this.makeRoom(models * Math.min(ANSWERED_TOGETHER, numbers.length));
    const { losses, predicted, probabilities, trueProbabilities } = this;
    const { loss, labelSmoothing } = this.objective;
    const { weights } = samples;
    for (let first = 0; first < numbers.length; first += ANSWERED_TOGETHER) {
      const count = Math.min(ANSWERED_TOGETHER, numbers.length - first);
      // prettier-ignore
      this.kernels.modelAnswers(
        losses, predicted, probabilities, trueProbabilities, values, models, loss, labelSmoothing,
        K, d, X, slope, intercept, y, numbers, first, count, product, tileRows,
      );
      for (let m = 0; m < models; m++) {
        for (let i = 0; i < count; i++) {
          const at = m * count + i;
          const number = numbers[first + i];
          const lossOfSample = weights === null ? losses[at] : weights[number] * losses[at];
          const own = trueProbabilities[at];
          tallies[m].add(lossOfSample, y[number], predicted[at], probabilities[at], own);
        }
      }
    }
  }

  private stored(samples: Samples, precision: Stack['precision']): StoredSamples {
    const found = samples.stored?.(precision);
    if (found === undefined) throw new Error('fused passes need samples that lie in memory');
    const { slope, intercept } = found;
    return { ...found, slope: this.laid(slope), intercept: this.laid(intercept) };
  }

  private laid(values: FloatArray | null): FloatArray | null {
    if (values === null) return null;
    let copy = this.copies.get(values);
    if (copy === undefined) {
      copy = this.backend.allocate(
        values instanceof Float32Array ? 'float32' : 'float64',
        values.length,
      );
      copy.set(values);
      this.copies.set(values, copy);
    }
    return copy;
  }

  private makeRoom(answers: number): void {
    if (this.losses.length >= answers) return;
    this.losses = new Float64Array(answers);
    this.predicted = new Uint16Array(answers);
    this.probabilities = new Float64Array(answers);
    this.trueProbabilities = new Float64Array(answers);
  }
}

/** How many numbers the kernels look ahead. */
const AHEAD = 16;

/**
 * A mini-batch as a view that goes on: in an epoch's order, the next mini-batch follows in the same
 * memory, and its samples can be fetched ahead. Whatever else follows is harmless.
 */
function andWhatFollows({ buffer, byteOffset, length }: Uint32Array): Uint32Array {
  const most = Math.floor((buffer.byteLength - byteOffset) / Uint32Array.BYTES_PER_ELEMENT);
  return new Uint32Array(buffer, byteOffset, Math.min(most, length + AHEAD));
}

import type { FloatArray } from '../backend';
import type { Generator } from '../random';

/** The numbers that a model is made of. */
export type Precision = 'float32' | 'float64';

/** Initial weights are this times a standard normal. */
const INITIAL_DEVIATION = 0.01;

/** An array of zeros. */
export function allocate(precision: Precision, length: number): FloatArray {
  return precision === 'float32' ? new Float32Array(length) : new Float64Array(length);
}

/**
 * The weights and the bias of a linear classifier, or the gradient with respect to them: one slab,
 * so that whatever treats all alike (update, zero, norm) is a single loop.
 */
export class Parameters {
  /** [W, b]: K·d + K. */
  readonly slab: FloatArray;
  /** W: K×d, a view of the slab. */
  readonly weights: FloatArray;
  /** b: K, a view of the slab. */
  readonly bias: FloatArray;

  /** All zeros. */
  constructor(
    /** K, the number of classes. */
    readonly classes: number,
    /** d, the number of features. */
    readonly features: number,
    readonly precision: Precision,
  ) {
    const weightCount = classes * features;
    this.slab = allocate(precision, weightCount + classes);
    this.weights = this.slab.subarray(0, weightCount);
    this.bias = this.slab.subarray(weightCount);
  }

  /** Draws W as 0.01 · standard normal, K×d in row-major order; b is 0. */
  static draw(
    classes: number,
    features: number,
    precision: Precision,
    generator: Generator,
  ): Parameters {
    const parameters = new Parameters(classes, features, precision);
    const { weights } = parameters;
    for (let i = 0; i < weights.length; i++) {
      weights[i] = INITIAL_DEVIATION * generator.standardNormal();
    }
    return parameters;
  }
}

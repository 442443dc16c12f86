import { zeros, type Backend, type FloatArray, type Precision } from '../backend';
import { finish, type Steps } from '../pacing';
import type { Generator } from '../random';

export type { Precision } from '../backend';

/** Initial weights are this times a standard normal. */
const INITIAL_DEVIATION = 0.01;

/** Weights that are drawn in a step: below a millisecond, and some 10 the first time. */
const STEP_WEIGHTS = 4096;

/** The parameters of one or more models of one shape, or gradients with respect to them. */
export interface Stack {
  /** [W, b] of each: models × (K·d + K), each begun at a multiple of 16 elements. */
  readonly slab: FloatArray;
  /** Each model's own, as views of the slab. */
  readonly members: readonly Parameters[];
  /** K, the number of classes. */
  readonly classes: number;
  /** d, the number of features. */
  readonly features: number;
  readonly precision: Precision;
}

/**
 * The weights and the bias of a linear classifier, or the gradient with respect to them: one slab,
 * so that whatever treats all alike (update, zero, norm) is a single loop.
 */
export class Parameters implements Stack {
  /** W and b, one after the other: K·d + K numbers. */
  readonly slab: FloatArray;
  /** W: K×d, a view of the slab. */
  readonly weights: FloatArray;
  /** b: K, a view of the slab. */
  readonly bias: FloatArray;
  /** A stack of one. */
  readonly members: readonly Parameters[] = [this];

  /** All zeros, unless the slab is given. */
  constructor(
    readonly classes: number,
    readonly features: number,
    readonly precision: Precision,
    slab?: FloatArray,
  ) {
    const weightCount = classes * features;
    this.slab = slab ?? zeros(precision, weightCount + classes);
    this.weights = this.slab.subarray(0, weightCount);
    this.bias = this.slab.subarray(weightCount);
  }

  /** All zeros, where they suit a backend's kernels. */
  static zeros(
    classes: number,
    features: number,
    precision: Precision,
    backend: Backend,
  ): Parameters {
    const slab = backend.allocate(precision, classes * features + classes);
    return new Parameters(classes, features, precision, slab);
  }

  /** Draws W as 0.01 · standard normal, K×d in row-major order; b is 0. */
  static draw(
    classes: number,
    features: number,
    precision: Precision,
    generator: Generator,
  ): Parameters {
    return finish(Parameters.drawing(classes, features, precision, generator));
  }

  /** Likewise, in steps. */
  static *drawing(
    classes: number,
    features: number,
    precision: Precision,
    generator: Generator,
  ): Steps<Parameters> {
    const parameters = new Parameters(classes, features, precision);
    const { weights } = parameters;
    for (let first = 0; first < weights.length; first += STEP_WEIGHTS) {
      const end = Math.min(weights.length, first + STEP_WEIGHTS);
      for (let i = first; i < end; i++) weights[i] = INITIAL_DEVIATION * generator.standardNormal();
      yield;
    }
    return parameters;
  }
}

/** Where a model's parameters may begin in a slab: at a cache line, if the slab does. */
const STRIDE_UNIT = 16;

/** The parameters of several models, side by side in one slab: all zeros. */
export class ParameterStack implements Stack {
  readonly slab: FloatArray;
  readonly members: readonly Parameters[];

  constructor(
    models: number,
    readonly classes: number,
    readonly features: number,
    readonly precision: Precision,
    backend: Backend,
  ) {
    const length = classes * features + classes;
    const stride = Math.ceil(length / STRIDE_UNIT) * STRIDE_UNIT;
    this.slab = backend.allocate(precision, models * stride);
    this.members = Array.from({ length: models }, (_, m) => {
      const slab = this.slab.subarray(m * stride, m * stride + length);
      return new Parameters(classes, features, precision, slab);
    });
  }
}

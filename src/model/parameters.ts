import { zeros, type Backend, type FloatArray, type Dtype } from '../backend';
import { finish, type Task } from '../tasks';
import type { Generator } from '../random';

export type { Dtype } from '../backend';

/** Initial weights are this times a standard normal. */
const INITIAL_DEVIATION = 0.01;

/** Weights that are drawn in a step: below a millisecond, and some 10 the first time. */
const STEP_WEIGHTS = 4096;

/** The parameters of M models of one shape, or gradients with respect to them. */
export interface Stack {
  /** W of all models, (M·K)×d, then b of all, M·K. */
  readonly values: FloatArray;
  /** Each model's own, as views of the values. */
  readonly members: readonly Parameters[];
  /** K, the number of classes. */
  readonly classes: number;
  /** d, the number of features. */
  readonly features: number;
  readonly dtype: Dtype;
}

/** Where a model's parameters are kept. */
interface Views {
  /** K×d. */
  readonly weights: FloatArray;
  /** K. */
  readonly bias: FloatArray;
}

/** The weights and the bias of a linear classifier, or the gradient with respect to them. */
export class Parameters implements Stack {
  /** W: K×d. */
  readonly weights: FloatArray;
  /** b: K. */
  readonly bias: FloatArray;
  /** A stack of one. */
  readonly members: readonly Parameters[] = [this];
  private readonly own: FloatArray | null;

  /**
   * @param kept  [W, b]: K·d + K numbers, all zeros unless given; or W and b, of a model that is kept
   *              with others
   */
  constructor(
    readonly classes: number,
    readonly features: number,
    readonly dtype: Dtype,
    kept: FloatArray | Views = zeros(dtype, classes * features + classes),
  ) {
    this.own = 'weights' in kept ? null : kept;
    ({ weights: this.weights, bias: this.bias } =
      'weights' in kept ? kept : viewsOf(kept, 1, classes, features)[0]);
  }

  /** W and b, one after the other: K·d + K numbers. A model that is kept with others has none. */
  get values(): FloatArray {
    if (this.own !== null) return this.own;
    throw new Error('a model of a wide stack has no values of its own: use flat() and assign()');
  }

  /** Copies [W, b]: K·d + K numbers. */
  flat(): FloatArray {
    const { weights, bias } = this;
    const copy = zeros(this.dtype, weights.length + bias.length);
    copy.set(weights);
    copy.set(bias, weights.length);
    return copy;
  }

  /** Makes the parameters those of a copy that `flat` made. */
  assign(flat: FloatArray): void {
    this.weights.set(flat.subarray(0, this.weights.length));
    this.bias.set(flat.subarray(this.weights.length));
  }

  /** All zeros, where they suit a backend's kernels. */
  static zeros(classes: number, features: number, dtype: Dtype, backend: Backend): Parameters {
    const values = backend.allocate(dtype, classes * features + classes);
    return new Parameters(classes, features, dtype, values);
  }

  /** Draws W as 0.01 · standard normal, K×d in row-major order; b is 0. */
  static draw(classes: number, features: number, dtype: Dtype, generator: Generator): Parameters {
    return finish(Parameters.drawing(classes, features, dtype, generator));
  }

  /** Draws as `draw` does, as a cooperative task. */
  static *drawing(
    classes: number,
    features: number,
    dtype: Dtype,
    generator: Generator,
  ): Task<Parameters> {
    const parameters = new Parameters(classes, features, dtype);
    const { weights } = parameters;
    for (let first = 0; first < weights.length; first += STEP_WEIGHTS) {
      const end = Math.min(weights.length, first + STEP_WEIGHTS);
      for (let i = first; i < end; i++) weights[i] = INITIAL_DEVIATION * generator.standardNormal();
      yield;
    }
    return parameters;
  }
}

/**
 * The parameters of M models as one wide operand: all W, (M·K)×d, then all b. All zeros. A stack of
 * one is laid out as its model alone.
 */
export class ParameterStack implements Stack {
  readonly values: FloatArray;
  readonly members: readonly Parameters[];

  constructor(
    models: number,
    readonly classes: number,
    readonly features: number,
    readonly dtype: Dtype,
    backend: Backend,
  ) {
    this.values = backend.allocate(dtype, models * (classes * features + classes));
    const kept = models === 1 ? [this.values] : viewsOf(this.values, models, classes, features);
    this.members = kept.map((own) => new Parameters(classes, features, dtype, own));
  }
}

/** Views of each model's W and b in the values of a stack. */
function viewsOf(values: FloatArray, models: number, classes: number, features: number): Views[] {
  const weightCount = classes * features;
  return Array.from({ length: models }, (_, m) => {
    const bias = models * weightCount + m * classes;
    return {
      weights: values.subarray(m * weightCount, (m + 1) * weightCount),
      bias: values.subarray(bias, bias + classes),
    };
  });
}

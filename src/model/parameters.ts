import { zeros, type Backend, type FloatArray, type Dtype } from '../backend';
import { finish, type Task } from '../tasks';
import type { Generator } from '../random';

export type { Dtype } from '../backend';

/** The standard deviation of initial weights. */
const INITIAL_DEVIATION = 0.01;

/** Weights drawn between two yields: below a millisecond, except for some 10 ms the first time. */
const STEP_WEIGHTS = 4096;

/** The parameters of M models of one shape, or gradients with respect to them. */
export interface Stack {
  /** W of all models, (M·K)×d, then b of all, M·K. */
  readonly values: FloatArray;
  /** The parameters of each model, as views of `values`. */
  readonly members: readonly Parameters[];
  /** K, the number of classes. */
  readonly classes: number;
  /** d, the number of features. */
  readonly features: number;
  readonly dtype: Dtype;
}

/** The memory of a model's parameters. */
type Views = Pick<Parameters, 'weights' | 'bias'>;

/** W and b of a linear classifier, or the gradient with respect to them. */
export class Parameters implements Stack {
  /** W: K×d. */
  readonly weights: FloatArray;
  /** b: K. */
  readonly bias: FloatArray;
  /** This model alone: it is a stack of one. */
  readonly members: readonly Parameters[] = [this];
  private readonly own: FloatArray | null;

  /** @param kept  [W, b]: K·d + K, by default zeros; or views of W and b in a wider stack */
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

  /** [W, b]: K·d + K. Throws for a model within a wider stack. */
  get values(): FloatArray {
    if (this.own !== null) return this.own;
    throw new Error('a model of a wide stack has no values of its own: use flat() and assign()');
  }

  /** Returns a copy of [W, b]: K·d + K. */
  flat(): FloatArray {
    const { weights, bias } = this;
    const copy = zeros(this.dtype, weights.length + bias.length);
    copy.set(weights);
    copy.set(bias, weights.length);
    return copy;
  }

  /** Copies from flat parameters [W, b]: K·d + K. */
  assign(flat: FloatArray): void {
    this.weights.set(flat.subarray(0, this.weights.length));
    this.bias.set(flat.subarray(this.weights.length));
  }

  /** Allocates zeros, aligned for a backend's kernels. */
  static zeros(classes: number, features: number, dtype: Dtype, backend: Backend): Parameters {
    const values = backend.allocate(dtype, classes * features + classes);
    return new Parameters(classes, features, dtype, values);
  }

  /** Draws W from a normal distribution of deviation 0.01, in row-major order; b is 0. */
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
 * The parameters of M models as one wide operand: all W, (M·K)×d, then all b; zeros at first. A
 * stack of one has the layout of its model.
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

/** Returns views of each model's W and b in the values of a stack. */
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

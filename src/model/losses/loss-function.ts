import type { Loss as FusedLoss } from '../../../binding';
import type { Backend, FloatArray } from '../../backend';
import type { Metrics } from '../metrics/metrics';

/** A loss: its kernels, and all its properties that other code depends on. */
export interface LossFunction {
  /** The name in options, files and messages. */
  readonly name: string;
  /** The name in fused passes; absent if only composed passes have the loss. */
  readonly fused?: FusedLoss;
  /** The map from scores to probabilities. */
  readonly link: Link;
  /** True if the loss has targets T, which label smoothing changes. */
  readonly hasTargets: boolean;
  /** True if the loss is a function of the probabilities, so that a fitted temperature changes it. */
  readonly isTempered: boolean;
  /** True if the doctor can compute the largest stable η from the features' second moments. */
  readonly hasRateLimit: boolean;
  /** The unit, for axes; null if it has none. */
  readonly unit: string | null;
  /** The kind of classifier, for a report's heading. */
  readonly classifier: string;
  /** The derivative of the mean loss by the variance of random scores, at 0. */
  readonly growth: number;
  readonly definition: Definition;
  /** A bound on the eigenvalues of ∂²l/∂s²; null if the loss is piecewise linear. */
  readonly curvature: (K: number) => number | null;
  /** The loss of guessing: of a sample whose K scores are all 0. */
  readonly atZeroScores: (K: number) => number;

  /**
   * S ← G: replaces the scores by the gradient of a mini-batch's mean loss with respect to them,
   * each row times its weight. The rows may be a part of the mini-batch.
   */
  backward(scored: ScoredRows, labelSmoothing: number, batchSize: number): void;

  /** True if adding one number to all scores of a sample doesn't change its loss. */
  readonly isShiftInvariant: boolean;

  /**
   * Adds the derivatives of each row's weighted loss, with respect to a bias that is added to its
   * scores. Overwrites the scores. Absent if the loss is piecewise linear.
   */
  addDerivatives?(
    backend: Backend,
    into: Derivatives,
    scored: ScoredRows<Float64Array>,
    labelSmoothing: number,
  ): void;

  /**
   * S ← c: replaces the scores by the curvatures of each row's loss, by which ∂²l/∂s² is diag(c), or
   * diag(c) − c cᵀ of a loss that `isShiftInvariant`. Absent if the loss is piecewise linear.
   */
  toCurvatures?(S: Float64Array, rows: number, K: number): void;

  /** Adds each row's weighted loss and the model's prediction to metrics. */
  evaluate(scored: ScoredRows, labelSmoothing: number, metrics: Metrics): void;
}

/** Sums of the derivatives of losses with respect to the scores. */
export interface Derivatives {
  /** Σ w ∂l/∂s: K. */
  readonly gradient: Float64Array;
  /** Σ w ∂²l/∂s²: K×K; null if it isn't needed. */
  readonly hessian: Float64Array | null;
}

/** A tile of samples with their scores. */
export interface ScoredRows<Floats extends FloatArray = FloatArray> {
  /** Scores S: rows×K. */
  readonly S: Floats;
  /** Labels: at least `rows`. */
  readonly y: Uint16Array;
  /** The weight of each row: at least `rows`; null if all are 1. */
  readonly weights: Float64Array | null;
  readonly rows: number;
  /** K. */
  readonly classes: number;
}

/** Scores of labelled samples. */
export interface LabelledScores {
  /** S: n×K. */
  readonly S: Float64Array;
  /** y: n. */
  readonly labels: ArrayLike<number>;
  /** The weight of each sample: n; null if all are 1. */
  readonly weights: Float64Array | null;
  /** K. */
  readonly classes: number;
}

/** A map from scores to probabilities. */
export interface Link {
  /** Replaces S by P = link(S) of each row: rows×K. */
  toProbabilities(S: FloatArray, rows: number, K: number): void;

  /** Returns the derivative by β = 1/T of the negative log-likelihood of link(β s). */
  slope(scores: LabelledScores, beta: number): number;

  /**
   * a, for which link([a·s, s]) is [1 − σ(s), σ(s)]: what makes two scores of one that tells the second
   * class from the first.
   */
  readonly opposite: 0 | -1;

  /** The ONNX operator that maps n×K scores to the probabilities. */
  readonly onnx: {
    readonly operator: string;
    readonly attributes: Readonly<Record<string, number>>;
  };
}

/**
 * A loss by its definition, for one sample with K scores s, label y and label smoothing ε. The
 * doctor checks the kernels against it, so they share no code.
 */
export interface Definition {
  readonly loss: (s: Float64Array, y: number, epsilon: number) => number;
  /** ∂l/∂s: K. */
  readonly derivative: (s: Float64Array, y: number, epsilon: number) => Float64Array;
}

/** T[k] = (1 − ε) Y[k] + ε/K, for definitions. */
export function targetOf(k: number, y: number, epsilon: number, K: number): number {
  return (k === y ? 1 - epsilon : 0) + epsilon / K;
}

/** Returns the targets T = (1 − ε) Y + ε/K of the label and of any other class, for kernels. */
export function targets(labelSmoothing: number, K: number) {
  const off = labelSmoothing / K;
  return { on: 1 - labelSmoothing + off, off };
}

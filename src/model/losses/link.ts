import type { FloatArray } from '../../backend';

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

  /** The ONNX operator that maps n×K scores to the probabilities. */
  readonly onnx: {
    readonly operator: string;
    readonly attributes: Readonly<Record<string, number>>;
  };
}

import type { FloatArray } from '../../backend';

/** Scores of labelled samples. */
export interface LabelledScores {
  /** S: n×K. */
  readonly S: Float64Array;
  /** y: n. */
  readonly labels: ArrayLike<number>;
  /** The weight of each sample: n; null if all count alike. */
  readonly weights: Float64Array | null;
  /** K. */
  readonly classes: number;
}

/** A map from scores to probabilities. */
export interface Link {
  /** P = link(S) of each row, in place: rows×K. */
  toProbabilities(S: FloatArray, rows: number, K: number): void;

  /** The derivative in β = 1/T of the negative log-likelihood of link(β s), for the temperature fit. */
  slope(scores: LabelledScores, beta: number): number;

  /** The ONNX operator that maps n×K scores to the probabilities. */
  readonly onnx: {
    readonly operator: string;
    readonly attributes: Readonly<Record<string, number>>;
  };
}

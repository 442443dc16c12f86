import type { Dtype } from '../backend';
import type { FittedModel } from './fitted-model';

/** A model for raw features: s = W' (x − c) + b'. */
export interface FoldedModel {
  /** W' = W · diag(slope): K×d. */
  readonly weights: Float64Array;
  /** b': K. */
  readonly bias: Float64Array;
  /** c: d; null for zeros. */
  readonly centre: Float64Array | null;
}

/**
 * The largest |mean| / deviation of a feature that may be folded into b'. Beyond it, W' x and b'
 * are so much larger than the score, in which they cancel, that significant digits would be lost.
 */
const MOST_DEVIATIONS: Readonly<Record<Dtype, number>> = { float32: 2 ** 5, float64: 2 ** 20 };

/**
 * Folds the standardisation x' = slope · x + intercept into the model: W' = W · diag(slope) and b'
 * = b + W · intercept. If a feature's mean is too many deviations from 0 for the dtype, features
 * are centred first, as in standardising.
 */
export function fold(
  { parameters, standardiser }: Pick<FittedModel, 'parameters' | 'standardiser'>,
  dtype: Dtype,
): FoldedModel {
  const { weights: W, bias: b, classes: K, features: d } = parameters;
  const { slope, intercept } = standardiser.affine('float64');
  const isFar = intercept.some((term) => Math.abs(term) > MOST_DEVIATIONS[dtype]);
  const weights = new Float64Array(K * d);
  const bias = Float64Array.from(b);
  for (let k = 0; k < K; k++) {
    for (let j = 0, at = k * d; j < d; j++, at++) {
      weights[at] = W[at] * slope[j];
      if (!isFar) bias[k] += W[at] * intercept[j];
    }
  }
  const { mean, range } = standardiser;
  return { weights, bias, centre: isFar ? mean.map((mu) => mu * range) : null };
}

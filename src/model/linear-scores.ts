import type { Backend, FloatArray } from '../backend';
import type { Parameters } from './parameters';

/**
 * Forward: S = X Wᵀ + 1 bᵀ.
 *
 * @param S     rows×K; the output
 * @param X     rows×d
 * @param rows  the number of rows of X to score
 */
export function scoresForward(
  backend: Backend,
  S: FloatArray,
  X: FloatArray,
  { weights, bias, classes: K, features: d }: Parameters,
  rows: number,
): void {
  for (let i = 0; i < rows; i++) S.set(bias, i * K);
  backend.gemm(false, true, rows, K, d, 1, X, d, weights, d, 1, S, K);
}

/**
 * Backward: dW ← dW + Gᵀ X, db ← db + Σ rows of G.
 *
 * @param gradient  dW: K×d and db: K; added to
 * @param G         rows×K, the gradient with respect to the scores
 * @param X         rows×d
 */
export function scoresBackward(
  backend: Backend,
  gradient: Parameters,
  G: FloatArray,
  X: FloatArray,
  rows: number,
): void {
  const { weights, bias, classes: K, features: d } = gradient;
  backend.gemm(true, false, K, d, rows, 1, G, K, X, d, 1, weights, d);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < K; k++) bias[k] += G[i * K + k];
  }
}

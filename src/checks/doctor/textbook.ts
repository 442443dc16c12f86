/**
 * The whole method once more, straight from its definitions: plain loops in float64, none of the
 * code that training uses but the random generator. Slow, and the doctor's measure of the fast one.
 */
import type { DataSet } from '../../data';
import type { Parameters } from '../../model';

/** What standardises a feature: x' = (x/s − μ) / σ, where s is 255 for bytes and 1 for numbers. */
export interface Vectors {
  /** μ: d. */
  readonly mean: Float64Array;
  /** The population standard deviation σ: d. */
  readonly deviation: Float64Array;
}

/** Labelled rows of features. */
export interface Rows {
  /** X: n×d. */
  readonly X: Float64Array;
  /** y: n. */
  readonly y: Uint16Array;
}

/** W, b or the gradient with respect to them, as one slab: K·d + K. */
export type Slab = ArrayLike<number>;

/** The shape of a linear classifier. */
type Shape = Pick<Parameters, 'classes' | 'features'>;

/** Mean and standard deviation of each feature, in two passes. */
export function textbookVectors({ X, samples, features }: DataSet): Vectors {
  const mean = new Float64Array(features);
  const deviation = new Float64Array(features);
  const n = samples;
  const scale = textbookScale(X);
  for (let row = 0; row < n * features; row += features) {
    for (let j = 0; j < features; j++) mean[j] += X[row + j] / scale;
  }
  for (let j = 0; j < features; j++) mean[j] /= n;
  for (let row = 0; row < n * features; row += features) {
    for (let j = 0; j < features; j++) deviation[j] += (X[row + j] / scale - mean[j]) ** 2;
  }
  return { mean, deviation: deviation.map((squares) => Math.sqrt(squares / n)) };
}

/** Samples of a set, standardised; a feature that is constant in the training set is centred only. */
export function textbookRows(set: DataSet, numbers: Uint32Array, vectors: Vectors): Rows {
  const d = set.features;
  const scale = textbookScale(set.X);
  const X = new Float64Array(numbers.length * d);
  numbers.forEach((sample, i) => {
    for (let j = 0; j < d; j++) {
      const centred = set.X[sample * d + j] / scale - vectors.mean[j];
      X[i * d + j] = isConstant(vectors.deviation[j]) ? centred : centred / vectors.deviation[j];
    }
  });
  return { X, y: Uint16Array.from(numbers, (sample) => set.labels[sample]) };
}

/** Bytes are scaled to [0, 1], other numbers are taken as they are. */
export function textbookScale(X: DataSet['X']): number {
  return X instanceof Uint8Array ? 255 : 1;
}

/** A deviation that is rounding alone: no two bytes are nearer than 1/255. */
export function isConstant(deviation: number): boolean {
  return deviation < 1e-9;
}

/** S = X Wᵀ + b: n×K. */
export function textbookScores(slab: Slab, { classes: K, features: d }: Shape, { X, y }: Rows) {
  const S = new Float64Array(y.length * K);
  for (let i = 0; i < y.length; i++) {
    for (let k = 0; k < K; k++) {
      let score = slab[K * d + k];
      for (let j = 0; j < d; j++) score += slab[k * d + j] * X[i * d + j];
      S[i * K + k] = score;
    }
  }
  return S;
}

/** Mean of −ln softmax(S)[i, yᵢ], and the fraction of rows whose label has the highest score. */
export function textbookEvaluation(slab: Slab, shape: Shape, rows: Rows) {
  const { classes: K } = shape;
  const S = textbookScores(slab, shape, rows);
  let loss = 0;
  let hits = 0;
  rows.y.forEach((label, i) => {
    const scores = S.subarray(i * K, (i + 1) * K);
    const maximum = Math.max(...scores);
    const sum = scores.reduce((total, score) => total + Math.exp(score - maximum), 0);
    loss += maximum + Math.log(sum) - scores[label];
    if (scores.indexOf(maximum) === label) hits++;
  });
  return { loss: loss / rows.y.length, accuracy: hits / rows.y.length };
}

/** The gradient of loss + λ Σ W², a row at a time: Σ (P − Y) xᵀ / n + 2λ W, Σ (P − Y) / n. */
export function textbookGradient(slab: Slab, shape: Shape, rows: Rows, lambda: number) {
  const { classes: K, features: d } = shape;
  const { X, y } = rows;
  const S = textbookScores(slab, shape, rows);
  const gradient = new Float64Array(K * d + K);
  for (let at = 0; at < K * d; at++) gradient[at] = 2 * lambda * slab[at];
  for (let i = 0; i < y.length; i++) {
    const scores = S.subarray(i * K, (i + 1) * K);
    const maximum = Math.max(...scores);
    const sum = scores.reduce((total, score) => total + Math.exp(score - maximum), 0);
    for (let k = 0; k < K; k++) {
      const g = (Math.exp(scores[k] - maximum) / sum - (k === y[i] ? 1 : 0)) / y.length;
      for (let j = 0; j < d; j++) gradient[k * d + j] += g * X[i * d + j];
      gradient[K * d + k] += g;
    }
  }
  return gradient;
}

/** Σ W². */
export function textbookSumOfSquares(slab: Slab, { classes, features }: Shape): number {
  let sum = 0;
  for (let at = 0; at < classes * features; at++) sum += slab[at] ** 2;
  return sum;
}

/** Steps through consecutive mini-batches of an order: θ ← θ − η gradient. `slab` is changed. */
export function textbookEpoch(
  slab: Float64Array,
  shape: Shape,
  { X, y }: Rows,
  order: Uint32Array,
  { lambda, eta, batchSize }: { lambda: number; eta: number; batchSize: number },
): void {
  const d = shape.features;
  for (let first = 0; first < order.length; first += batchSize) {
    const batch = order.slice(first, first + batchSize);
    const rows: Rows = {
      X: new Float64Array(batch.length * d),
      y: Uint16Array.from(batch, (sample) => y[sample]),
    };
    batch.forEach((sample, i) => rows.X.set(X.subarray(sample * d, (sample + 1) * d), i * d));
    const gradient = textbookGradient(slab, shape, rows, lambda);
    for (let at = 0; at < slab.length; at++) slab[at] -= eta * gradient[at];
  }
}

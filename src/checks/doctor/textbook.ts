/**
 * The whole method by its definitions, as the doctor's reference: plain loops in float64, which
 * share no code with training except the random generator.
 */
import { inLargePages } from '../../backend';
import { kindOf, type DataSet } from '../../data';
import { LOSS_FUNCTIONS, type Objective, type Parameters } from '../../model';
import { fourProducts, inFours } from './in-fours';

/** The standardisation x' = (x/s − μ) / σ, where s is 255 for bytes and 1 for numbers. */
export interface Vectors {
  /** μ: d. */
  readonly mean: Float64Array;
  /** The population standard deviation σ: d. */
  readonly deviation: Float64Array;
}

export interface Rows {
  /** X: n×d. */
  readonly X: Float64Array;
  /** y: n. */
  readonly y: Uint16Array;
}

/** Flat parameters [W, b], or the gradient with respect to them: K·d + K. */
export type Flat = ArrayLike<number>;

type Shape = Pick<Parameters, 'classes' | 'features'>;

/** Computes mean and standard deviation of each feature, in two passes. */
export function textbookVectors(set: DataSet): Vectors {
  const { samples: n, features: d } = set;
  const mean = new Float64Array(d);
  const deviation = new Float64Array(d);
  const { row, x } = rawFeatures(set);
  const four = (i: number) => [row(i), row(i + 1), row(i + 2), row(i + 3)];
  inFours(
    n,
    (i) => {
      const [a, b, c, e] = four(i);
      for (let j = 0; j < d; j++) mean[j] = mean[j] + x(a, j) + x(b, j) + x(c, j) + x(e, j);
    },
    (i) => {
      const own = row(i);
      for (let j = 0; j < d; j++) mean[j] += x(own, j);
    },
  );
  for (let j = 0; j < d; j++) mean[j] /= n;
  inFours(
    n,
    (i) => {
      const [a, b, c, e] = four(i);
      for (let j = 0; j < d; j++) {
        const mu = mean[j];
        const first = deviation[j] + (x(a, j) - mu) ** 2 + (x(b, j) - mu) ** 2;
        deviation[j] = first + (x(c, j) - mu) ** 2 + (x(e, j) - mu) ** 2;
      }
    },
    (i) => {
      const own = row(i);
      for (let j = 0; j < d; j++) deviation[j] += (x(own, j) - mean[j]) ** 2;
    },
  );
  return { mean, deviation: deviation.map((squares) => Math.sqrt(squares / n)) };
}

/**
 * Returns standardised samples; a feature that is constant in the training set is only centred.
 *
 * @param X  n×d, the output: new memory takes longer to get than to fill
 */
export function textbookRows(
  set: DataSet,
  numbers: Uint32Array,
  { mean, deviation }: Vectors,
  X = inLargePages(new Float64Array(numbers.length * set.features)),
): Rows {
  const d = set.features;
  const divisor = deviation.map((sigma) => (isConstant(sigma) ? 1 : sigma));
  const { row, x } = rawFeatures(set);
  for (let i = 0; i < numbers.length; i++) {
    const own = row(numbers[i]);
    const to = i * d;
    for (let j = 0; j < d; j++) X[to + j] = (x(own, j) - mean[j]) / divisor[j];
  }
  return { X, y: Uint16Array.from(numbers, (sample) => set.labels[sample]) };
}

/** Each byte scaled to [0, 1]: dividing each pixel would take longer than all other work on it. */
const SCALED_BYTES = Float64Array.from({ length: 256 }, (_, byte) => byte / 255);

type Row = ArrayLike<number>;

/** Returns getters of a row, and of its features: bytes are scaled to [0, 1], numbers unchanged. */
function rawFeatures({ X, features }: DataSet) {
  const kind = kindOf(X);
  const row = (i: number): Row => kind.row(X, features, i);
  const x = (own: Row, j: number): number => own[j];
  const scaled = (own: Row, j: number): number => SCALED_BYTES[own[j]];
  return { row, x: row(0) instanceof Uint8Array ? scaled : x };
}

/** Returns true for a deviation that is only rounding: different bytes are 1/255 apart. */
export function isConstant(deviation: number): boolean {
  return deviation < 1e-9;
}

/** Returns S = X Wᵀ + b: n×K. */
export function textbookScores(flat: Flat, { classes: K, features: d }: Shape, { X, y }: Rows) {
  const S = new Float64Array(y.length * K);
  const four = new Float64Array(4);
  for (let i = 0; i < y.length; i += 4) {
    for (let k = 0; k < K; k++) {
      fourProducts(four, flat, k * d, flat[K * d + k], X, i, d);
      for (let row = i; row < Math.min(i + 4, y.length); row++) S[row * K + k] = four[row - i];
    }
  }
  return S;
}

/** Returns the mean loss, and the fraction of rows whose label has the highest score. */
export function textbookEvaluation(objective: Objective, flat: Flat, shape: Shape, rows: Rows) {
  const { classes: K } = shape;
  const S = textbookScores(flat, shape, rows);
  const definition = LOSS_FUNCTIONS[objective.loss].definition;
  let loss = 0;
  let hits = 0;
  rows.y.forEach((label, i) => {
    const scores = S.subarray(i * K, (i + 1) * K);
    loss += definition.loss(scores, label, objective.labelSmoothing);
    if (scores.indexOf(Math.max(...scores)) === label) hits++;
  });
  return { loss: loss / rows.y.length, accuracy: hits / rows.y.length };
}

/** Returns the gradient of loss + λ Σ W²: Σ g xᵀ / n + 2λ W and Σ g / n, with g = ∂l/∂s. */
export function textbookGradient(
  objective: Objective,
  flat: Flat,
  shape: Shape,
  rows: Rows,
  lambda: number,
) {
  const { classes: K, features: d } = shape;
  const { X, y } = rows;
  const S = textbookScores(flat, shape, rows);
  const definition = LOSS_FUNCTIONS[objective.loss].definition;
  const gradient = new Float64Array(K * d + K);
  for (let at = 0; at < K * d; at++) gradient[at] = 2 * lambda * flat[at];
  for (let i = 0; i < y.length; i++) {
    const scores = S.subarray(i * K, (i + 1) * K);
    const G = definition.derivative(scores, y[i], objective.labelSmoothing);
    for (let k = 0; k < K; k++) {
      const g = G[k] / y.length;
      for (let j = 0; j < d; j++) gradient[k * d + j] += g * X[i * d + j];
      gradient[K * d + k] += g;
    }
  }
  return gradient;
}

/** Returns Σ W². */
export function textbookSumOfSquares(flat: Flat, { classes, features }: Shape): number {
  let sum = 0;
  for (let at = 0; at < classes * features; at++) sum += flat[at] ** 2;
  return sum;
}

/** Makes steps θ ← θ − η gradient on consecutive mini-batches of an order; updates `flat`. */
export function textbookEpoch(
  objective: Objective,
  flat: Float64Array,
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
    const gradient = textbookGradient(objective, flat, shape, rows, lambda);
    for (let at = 0; at < flat.length; at++) flat[at] -= eta * gradient[at];
  }
}

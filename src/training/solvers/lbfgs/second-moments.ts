import type { Backend } from '../../../backend';
import { loadingBlock, type RowSource, type Samples } from '../../../data';
import { defaultRng } from '../../../random';
import type { Task } from '../../../tasks';
import { cholesky, invertLower } from '../../../algebra';

/** The second moments of features about their mean, C ≈ Bᵀ B + tail · 1. */
export interface SecondMoments {
  /** The mean of each feature: d. */
  readonly mean: Float64Array;
  /** B: rank×d. */
  readonly factor: Float64Array;
  /** B Bᵀ: rank×rank. */
  readonly gram: Float64Array;
  readonly rank: number;
  /** The mean of the eigenvalues of C that B leaves out. */
  readonly tail: number;
}

/** Where the moments are taken from. */
export interface MomentsOf {
  readonly source: RowSource;
  /** K. */
  readonly classes: number;
}

/** The fewest and the most directions that are kept. */
const RANK = { least: 64, most: 256 };

/** How many directions are kept, relative to √(n K). */
const RANK_OF_SIZE = 0.4;

/** The rows that are looked at: at least so many. */
const LEAST_ROWS = 2048;

/**
 * What looking at rows may cost: as much arithmetic as so many passes. Pixels that are rarely lit
 * need many rows: on MNIST at λ = 0.001, 4,096 rows left 294 iterations, 5 passes' worth 183, and 10
 * passes' worth 157. CIFAR-10 gains little: 29 iterations instead of 33 at λ = 0.01.
 */
const PASSES = 5;

/**
 * The most rows for each direction, whose moment then is within a fifth or so. With many classes, the
 * limit above would have all rows looked at: of 20,000 samples with 768 features in 100 classes, half of
 * them left the same 6 and 36 iterations at λ = 0.01 and 0.0001. MNIST has 206 instead of the 183
 * above.
 */
const ROWS_OF_DIRECTION = 40;

/** The numbers of these rows, at most: 128 MB. */
const MOST_NUMBERS = 2 ** 25;

/** Of so many blocks, at equal distances, rows are looked at: at most. */
const MOST_BLOCKS = 16;

/** Rows gathered between two yields. */
const GATHERED_TOGETHER = 256;

/**
 * Estimates second moments by a randomised Nyström approximation, from rows at equal distances: as
 * a task.
 *
 * A preconditioner needs no more: it changes how fast a solver gets to the optimum, and not where
 * that is. With up to 64 features, and more of large data, the moments of these rows are exact.
 *
 * Source: Frangella, Tropp and Udell, "Randomized Nyström preconditioning", SIAM Journal on Matrix
 * Analysis and Applications 44 (2023).
 */
export function* estimatingMoments(backend: Backend, of: MomentsOf): Task<SecondMoments> {
  const { features: d, rows: all } = of.source;
  const wanted = Math.max(RANK.least, Math.min(RANK.most, rankOf(of)));
  const affordable = Math.ceil((PASSES * all * of.classes) / wanted);
  const looked = Math.max(
    LEAST_ROWS,
    Math.min(affordable, ROWS_OF_DIRECTION * Math.min(d, wanted)),
  );
  const most = Math.max(1, Math.min(all, looked, Math.floor(MOST_NUMBERS / d)));
  const { X, mean, trace, rows } = yield* centredRows(backend, of.source, most);
  const rank = Math.min(d, rows, wanted);
  const sketch = rank === d ? identity(d) : drawSketch(rank, d);

  // Z = Ω C, in float32: it needs a few digits alone.
  const P = new Float32Array(rows * rank);
  const narrow = new Float32Array(rank * d);
  backend.gemm(false, true, rows, rank, d, 1, X, d, sketch, d, 0, P, rank);
  yield;
  backend.gemm(true, false, rank, d, rows, 1 / rows, P, rank, X, d, 0, narrow, d);
  yield;
  const Z = Float64Array.from(narrow);
  const omega = Float64Array.from(sketch);
  const shift = 1e-6 * (trace / d) + Number.MIN_VALUE;
  for (let i = 0; i < Z.length; i++) Z[i] += shift * omega[i];

  // C ≈ Zᵀ (Ω Zᵀ)⁻¹ Z = Bᵀ B with B = L⁻¹ Z, where Ω Zᵀ = L Lᵀ.
  const M = new Float64Array(rank * rank);
  backend.gemm(false, true, rank, rank, d, 1, omega, d, Z, d, 0, M, rank);
  const inverse = invertLower(cholesky(M, rank, shift), rank);
  yield;
  const factor = new Float64Array(rank * d);
  backend.gemm(false, false, rank, d, rank, 1, inverse, rank, Z, d, 0, factor, d);
  const gram = new Float64Array(rank * rank);
  backend.gemm(false, true, rank, rank, d, 1, factor, d, factor, d, 0, gram, rank);
  let kept = 0;
  for (let i = 0; i < rank; i++) kept += gram[i * rank + i];
  const tail = rank === d ? 0 : Math.max(0, trace - kept) / (d - rank);
  return { mean, factor, gram, rank, tail };
}

/**
 * The directions that pay: more save iterations, and cost as much as some passes. Of CIFAR-10's
 * 10,000 images at λ = 0.1, 0.01, 0.001, 64 directions took 23, 47, 109 iterations, 128 17, 29, 72,
 * 256 15, 23, 40 and 512 15, 22, 28; finding 128 cost some 10 passes and 256 some 25.
 */
function rankOf({ source, classes }: MomentsOf): number {
  return Math.ceil(RANK_OF_SIZE * Math.sqrt(source.rows * classes));
}

/** Rows of a block that are looked at. */
interface Looked {
  readonly index: number;
  readonly numbers: Uint32Array;
}

/** Chooses about `most` rows, at equal distances in blocks at equal distances. */
function lookedAt({ blocks }: RowSource, most: number): Looked[] {
  const count = Math.min(blocks.length, MOST_BLOCKS);
  const chosen = Array.from({ length: count }, (_, i) => Math.floor((i * blocks.length) / count));
  const all = chosen.reduce((sum, index) => sum + blocks[index].rows, 0);
  return chosen.map((index) => {
    const { rows } = blocks[index];
    const length = Math.min(rows, Math.max(1, Math.floor((most * rows) / all)));
    const numbers = Uint32Array.from({ length }, (_, i) => Math.floor((i * rows) / length));
    return { index, numbers };
  });
}

/** Gathers rows of all parts of a source, weighted and centred, with their mean and the trace of C. */
function* centredRows(backend: Backend, source: RowSource, most: number) {
  const { features: d } = source;
  const looked = lookedAt(source, most);
  const rows = looked.reduce((sum, { numbers }) => sum + numbers.length, 0);
  const X = backend.allocate('float32', rows * d) as Float32Array;
  const weights = new Float64Array(rows);
  const labels = new Uint16Array(GATHERED_TOGETHER);
  const mean = new Float64Array(d);
  let total = 0;
  let at = 0;
  for (const [place, { index, numbers }] of looked.entries()) {
    const ahead = looked.slice(place + 1).map((later) => later.index);
    const samples = yield* loadingBlock(source, index, ahead);
    for (let first = 0; first < numbers.length; first += GATHERED_TOGETHER) {
      const count = Math.min(GATHERED_TOGETHER, numbers.length - first);
      const tile = X.subarray(at * d, (at + count) * d);
      samples.gather(numbers, first, count, tile, labels);
      for (let i = 0; i < count; i++, at++) {
        const weight = (weights[at] = weightOf(samples, numbers[first + i]));
        total += weight;
        for (let j = 0; j < d; j++) mean[j] += weight * tile[i * d + j];
      }
      yield;
    }
  }
  if (total > 0) for (let j = 0; j < d; j++) mean[j] /= total;
  let trace = 0;
  for (let i = 0; i < rows; i++) {
    const root = Math.sqrt((weights[i] * rows) / (total || 1));
    for (let at = i * d, j = 0; j < d; j++, at++) {
      X[at] = root * (X[at] - mean[j]);
      trace += X[at] * X[at];
    }
    if (i % GATHERED_TOGETHER === 0) yield;
  }
  return { X, mean, trace: trace / rows, rows };
}

function weightOf({ weights }: Samples, number: number): number {
  return weights === null ? 1 : weights[number];
}

/** Ω: rank×d normal random numbers, the same each time. */
function drawSketch(rank: number, d: number): Float32Array {
  const generator = defaultRng(0);
  return Float32Array.from({ length: rank * d }, () => generator.standardNormal());
}

function identity(d: number): Float32Array {
  const omega = new Float32Array(d * d);
  for (let i = 0; i < d; i++) omega[i * d + i] = 1;
  return omega;
}

/**
 * The whole contract of the native addon `onelayer.node`.
 *
 * Every function checks its arguments itself and throws a `TypeError` (wrong kind, wrong dtype,
 * detached buffer) or a `RangeError` (wrong value, array too short, overlapping output) worded
 * `name: expected what, got that`, with the code `INVALID_ARGUMENT`; then nothing is written. A
 * typed array is read through its own view, so a `subarray` works like a whole array; if its buffer
 * can grow or shrink, its length at the time of the call counts. If it lies in a
 * `SharedArrayBuffer`, the caller must keep other threads from writing to it. All matrices are
 * row-major.
 */

/**
 * C ← alpha · op(A) · op(B) + beta · C, where op(A) is m×k, op(B) is k×n and C is m×n.
 *
 * The three arrays have one dtype, to which `alpha` and `beta` are rounded, and C shares no memory
 * with A or B: from its first element to its last, the gaps between rows included. If `beta` is 0,
 * C is not read: NaN in it does not spread. If `k` or `alpha` is 0, A and B are not read. If `m` or
 * `n` is 0, nothing is written.
 *
 * Source: Dongarra et al., "A set of level 3 basic linear algebra subprograms", 1990 (xGEMM).
 *
 * @param transA  whether op(A) = Aᵀ; A is then stored k×m, else m×k
 * @param transB  whether op(B) = Bᵀ; B is then stored n×k, else k×n
 * @param m       rows of C, 0 to 2^31 − 1
 * @param n       columns of C, 0 to 2^31 − 1
 * @param k       the number of terms of each sum, 0 to 2^31 − 1
 * @param alpha   a number, finite in the arrays' dtype
 * @param a       A, at least (rows − 1)·lda + columns elements; none if it is empty
 * @param lda     distance between the starts of A's rows, at least its columns and 1
 * @param b       B, laid out as A is
 * @param ldb     the same for B
 * @param beta    a number like alpha
 * @param c       C, laid out as A is; the output
 * @param ldc     the same for C
 */
export function gemm(
  transA: boolean,
  transB: boolean,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: Float32Array,
  lda: number,
  b: Float32Array,
  ldb: number,
  beta: number,
  c: Float32Array,
  ldc: number,
): void;
export function gemm(
  transA: boolean,
  transB: boolean,
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: Float64Array,
  lda: number,
  b: Float64Array,
  ldb: number,
  beta: number,
  c: Float64Array,
  ldc: number,
): void;

/**
 * y ← alpha · x + y.
 *
 * Source: Lawson et al., "Basic linear algebra subprograms for Fortran usage", 1979 (xAXPY).
 *
 * @param n      the number of elements to add, 0 to 2^31 − 1
 * @param alpha  a finite number; rounded to the arrays' dtype, beyond the range of float32 to an
 *               infinity
 * @param x      at least n elements
 * @param y      at least n elements, sharing no memory with x; the output
 */
export function axpy(n: number, alpha: number, x: Float32Array, y: Float32Array): void;
export function axpy(n: number, alpha: number, x: Float64Array, y: Float64Array): void;

/**
 * S ← softmax(S), row by row: exp(s − max s) / Σ exp(s − max s).
 *
 * @param S     at least rows·K elements; rows×K scores, and probabilities afterwards
 * @param rows  0 to 2^31 − 1
 * @param K     1 to 2^31 − 1
 */
export function softmax(S: Float64Array, rows: number, K: number): void;

/**
 * Pictures, and how `encodePatches` makes features of them. A picture has planes one after another, each
 * row-major, of bytes; a patch is side×side×channels numbers of it, in the same order.
 */
export interface PatchEncoding {
  /** The channels of a picture, 1 to 4,096. */
  readonly channels: number;
  /** In pixels, 1 to 65,536. */
  readonly height: number;
  /** In pixels, 1 to 65,536. */
  readonly width: number;
  /** The side of a patch, in pixels: at most height and width. */
  readonly side: number;
  /** The pixels from one patch to the next, on both axes: 1 to 65,536. */
  readonly stride: number;
  /** m, the numbers of a whitened patch: 1 to 65,536. */
  readonly components: number;
  /** Wh: m × side²·channels, for bytes. */
  readonly whitening: Float32Array;
  /** o: m; a patch p is whitened to v = Wh p + o. */
  readonly offset: Float32Array;
  /** D, the number of atoms, of which mirrors aren't counted. */
  readonly atoms: number;
  /** A: D×m, then as many mirrors if `mirrored`. The similarity with an atom a is S = a·v / ‖v‖. */
  readonly dictionary: Float32Array;
  /** Whether mirrors of the atoms are added up in mirrored regions: a mirrored picture has the same features. */
  readonly mirrored: boolean;
  /** Where cells of the rows of positions begin, from 0 on, and the number of such rows. */
  readonly rowCells: Uint32Array;
  /** The same for the columns of positions. */
  readonly columnCells: Uint32Array;
  /** Regions of rows of cells: pairs of the first one and the first after it. */
  readonly rowRegions: Uint32Array;
  /** The same for columns of cells. */
  readonly columnRegions: Uint32Array;
  /** t, the similarity above which a patch counts. */
  readonly threshold: number;
  /** e(S): 1 above the threshold (`hard`), or S − t (`rectified`); 0 below. */
  readonly encoding: 'hard' | 'rectified';
  /** c, for features that are bytes. */
  readonly scale: number;
  /** Bytes, a picture after another. */
  readonly pictures: Uint8Array;
  /** The number of the first picture to encode. */
  readonly first: number;
  /** The number of pictures to encode, at least 1. */
  readonly count: number;
  /**
   * The output: count × regions × 2 × D, where a region of rows has all regions of columns in turn. As
   * float32 numbers: the sums Σ e(S), then Σ e(−S), over a region's positions; as bytes: min(255,
   * ⌊c √Σ + ½⌋) of each.
   */
  readonly features: Uint8Array | Float32Array;
}

/**
 * Encodes pictures by the patches that they are made of. Each picture is computed by one thread, in
 * float32, in an order that depends on nothing else: its bits are the same on any number of threads.
 *
 * Source: Coates and Ng, "The importance of encoding versus training with sparse coding and vector
 * quantization", 2011; Thiry et al., "The unreasonable effectiveness of patches in deep convolutional
 * kernels methods", 2021.
 */
export function encodePatches(options: PatchEncoding): void;

/**
 * The code for a pass's matrix products: `direct`, the addon's own loops, which are faster for few
 * classes and give the same bits for every tile; or `openblas`, faster for many.
 *
 * @inline
 */
export type Product = 'direct' | 'openblas';

/**
 * The loss of a sample with scores s and label y, where T = (1 − ε) Y + ε/K and Y is one-hot:
 *
 * - `cross-entropy`: l = −Σ T ln P with P = softmax(s), and ∂l/∂s = P − T;
 * - `binary-cross-entropy`: l = −1/K Σ [T ln p + (1 − T) ln(1 − p)] with p = σ(s), and
 *   ∂l/∂s = (p − T) / K;
 * - `hinge`: l = Σ over k ≠ y of max(0, s[k] − s[y] + 1), whose derivative is 0 exactly at the margin.
 */
export type Loss = 'cross-entropy' | 'binary-cross-entropy' | 'hinge';

/**
 * The options that all passes share. A pass is prepared from options once, and is a function to run
 * many times.
 *
 * Preparing checks every option: an unknown or missing key is a `TypeError`, and errors of a getter
 * or a proxy pass through. The pass keeps the arrays, not the options object, and reads them at
 * each run; only `slope`, `intercept`, `mean`, `inverse` and `lambdas` are copied. A run checks its arguments, the
 * samples that they select, and that no array has been detached, moved, or become too short:
 * otherwise it throws a `TypeError` or `RangeError` naming the array, and writes nothing.
 *
 * A pass gathers a tile of rows, scores them, and uses them again while they are in the cache, on
 * as many threads as are set when it runs. The number of threads changes no bit of the result.
 *
 * A stack of M models is one operand: W of all models, (M·K)×d, then b of all, M·K.
 */
export interface PassOptions<Floats extends Float32Array | Float64Array> {
  /** W: (M·K)×d, then b: M·K. */
  readonly parameters: Floats;
  /** K, 1 to 65,536. */
  readonly classes: number;
  /** d, 1 to 2^31 − 64. */
  readonly features: number;
  /**
   * d, of the parameters' dtype, to standardise bytes: x' = slope · byte + intercept. Copied when
   * the pass is prepared; null if X holds numbers.
   */
  readonly slope: Floats | null;
  /** d, of the parameters' dtype; null if there is no slope. */
  readonly intercept: Floats | null;
  /**
   * d, to standardise numbers: x' = (x − mean) · inverse, in float64. Copied when the pass is prepared;
   * null if they are used unchanged. Of no effect on bytes.
   */
  readonly mean: Float64Array | null;
  /** d; null if there is no mean. */
  readonly inverse: Float64Array | null;
  /** The code for the matrix products. */
  readonly product: Product;
  /** The rows that pass together on a thread, 1 to 2^31 − 1. */
  readonly tileRows: number;
}

/** The options of a pass over samples in memory, with their labels. */
export interface SamplePassOptions<
  Floats extends Float32Array | Float64Array,
> extends PassOptions<Floats> {
  /** M, 1 to 1,024. */
  readonly models: number;
  /** l. */
  readonly loss: Loss;
  /** ε, at least 0 and below 1; 0 for the hinge loss. */
  readonly labelSmoothing: number;
  /** n×d, one row a sample. */
  readonly X: Uint8Array | Float32Array | Float64Array;
  /** n labels, those of a run below K. */
  readonly y: Uint8Array | Uint16Array;
}

/**
 * Runs a pass over the samples `numbers[first]` … `numbers[first + count − 1]`. Numbers after them
 * hint at the samples of the next run, which are prefetched; they may be anything.
 *
 * @param numbers  indices of samples, those of the run below n; read before anything is written
 * @param first    0 to 2^31 − 1
 * @param count    1 to 2^31 − 1
 */
export type SamplePass = (numbers: Uint32Array, first: number, count: number) => void;

/** Options of `prepareGradients`. */
export interface GradientOptions<
  Floats extends Float32Array | Float64Array,
> extends SamplePassOptions<Floats> {
  /** dW: (M·K)×d, then db: M·K; the output, sharing no memory with any other array. */
  readonly gradients: Floats;
  /** λ of each model: M, finite, rounded as alpha of `axpy` is. Copied when the pass is prepared. */
  readonly lambdas: Float64Array;
  /**
   * η of each model, for steps: M, finite and rounded as alpha of `axpy` is, both at each step;
   * null for no steps. With etas, parameters and velocities are outputs too, and share no memory
   * with any other array.
   */
  readonly etas: Float64Array | null;
  /** V, laid out as the parameters; null without momentum. */
  readonly velocities: Floats | null;
  /** μ, at least 0 and below 1; of no effect without velocities. */
  readonly momentum: number;
  /** True for Nesterov's momentum. */
  readonly nesterov: boolean;
  /** n weights of the samples, those of a run finite and at least 0; null if all are 1. */
  readonly weights: Float64Array | null;
}

/**
 * Runs a pass as `SamplePass` does.
 *
 * @param isStep  true to make a step too, which needs etas
 */
export type GradientPass = (
  numbers: Uint32Array,
  first: number,
  count: number,
  isStep: boolean,
) => void;

/**
 * Prepares the gradients of the cost J = loss + λ Σ W² of M models on mini-batches, with steps: for
 * each model dW ← 2λ W + Gᵀ X and db ← Σ rows of G, where G[i] = w ∂l/∂s / count with the sample's
 * weight w, at the scores S = X Wᵀ + 1 bᵀ.
 *
 * A step is W ← W − η dW, b ← b − η db, with the gradient at the parameters before it; with
 * velocities V ← μ V + g, it is θ ← θ − η V or, with Nesterov's momentum, θ ← θ − η (g + μ V).
 */
export function prepareGradients<Floats extends Float32Array | Float64Array>(
  options: GradientOptions<Floats>,
): GradientPass;

/** Options of `prepareSums`. */
export interface SumOptions<
  Floats extends Float32Array | Float64Array,
> extends SamplePassOptions<Floats> {
  /** ΣdW: (M·K)×d, then Σdb: M·K; added to, sharing no memory with any other array. */
  readonly gradients: Floats;
  /** Σ w l of each model: M; added to, sharing no memory with any other array. */
  readonly losses: Float64Array;
  /** Σ w: 1; added to, sharing no memory with any other array. */
  readonly weight: Float64Array;
  /**
   * l of each sample, without a weight; null for sums alone. With it, `predicted`, `probabilities`
   * and `trueProbabilities` must be given too, else all are null: outputs that a run overwrites with
   * what `prepareEvaluation` computes. Each has room for M×count numbers, model by model, and shares
   * no memory with any other array.
   */
  readonly sampleLosses: Float64Array | null;
  /** The class with the highest score, the first of equals. */
  readonly predicted: Uint16Array | null;
  /** The probability of that class. */
  readonly probabilities: Float64Array | null;
  /** The probability of the sample's own class. */
  readonly trueProbabilities: Float64Array | null;
  /** n weights of the samples, those of a run finite and at least 0; null if all are 1. */
  readonly weights: Float64Array | null;
}

/**
 * Prepares sums that add up over mini-batches, files and processes: dW ← dW + Gᵀ X and db ← db + Σ
 * rows of G, where G[i] = w ∂l/∂s; losses ← losses + Σ w l; weight ← weight + Σ w. They aren't
 * divided by a count, and have no penalty. Rows are added in their order, so that runs one after
 * another come to the bits of one run over all rows; by OpenBLAS's products, if all runs but the last
 * are over multiples of `tileRows`.
 *
 * The samples' evaluations, which the sums need anyway, are handed out on request.
 */
export function prepareSums<Floats extends Float32Array | Float64Array>(
  options: SumOptions<Floats>,
): SamplePass;

/**
 * Options of `prepareEvaluation`. Each output has room for M×count numbers, model by model, and
 * shares no memory with any other array.
 */
export interface EvaluationOptions<
  Floats extends Float32Array | Float64Array,
> extends SamplePassOptions<Floats> {
  /** l, without a weight; an output. */
  readonly losses: Float64Array;
  /** The class with the highest score, the first of equals; an output. */
  readonly predicted: Uint16Array;
  /** The probability of that class; an output. */
  readonly probabilities: Float64Array;
  /** The probability of the sample's own class; an output. */
  readonly trueProbabilities: Float64Array;
}

/**
 * Prepares the evaluation of M models on single samples: the loss, the predicted class, and its
 * probability and that of the sample's own class. Probabilities are the softmax of the scores,
 * exp(S − max S) / Σ exp(S − max S), or for binary cross-entropy each score's sigmoid.
 */
export function prepareEvaluation<Floats extends Float32Array | Float64Array>(
  options: EvaluationOptions<Floats>,
): SamplePass;

/**
 * Computes the scores of consecutive samples.
 *
 * @param scores  count×K, of the parameters' dtype; the output, sharing no memory with X or the
 *                parameters
 * @param X       at least first + count rows of d; bytes only if there is a slope
 * @param first   the index of the first sample, 0 to 2^31 − 1
 * @param count   the number of samples, 1 to 2^31 − 1
 */
export type ScorePass<Floats extends Float32Array | Float64Array> = (
  scores: Floats,
  X: Uint8Array | Float32Array | Float64Array,
  first: number,
  count: number,
) => void;

/** Prepares the scores S = X Wᵀ + 1 bᵀ of one model. */
export function prepareScores<Floats extends Float32Array | Float64Array>(
  options: PassOptions<Floats>,
): ScorePass<Floats>;

/**
 * Returns how far past the start of a cache line an array begins: 0 to 63 bytes. Passes over arrays
 * that begin at one are faster.
 */
export function bytesPastLine(array: Float32Array | Float64Array): number;

/**
 * Asks the system for large pages (2 MB) for the memory of an array that hasn't been written yet:
 * filling and reading it is faster then. It is a hint, which does nothing where the system has none.
 */
export function preferLargePages(array: Uint8Array | Float32Array | Float64Array): void;

/** The build of the addon, and the processor features it uses. */
export interface BuildInformation {
  /** The tool that built the addon. */
  readonly builder: 'cmake-js' | 'cmake' | 'node-gyp';
  /** The compiler and its version, e.g. `GCC 12.2.0`. */
  readonly compiler: string;
  /** The instruction set chosen on this machine, e.g. `avx512`. */
  readonly instructions: string;
  /** What ONELAYER_INSTRUCTIONS held when it was chosen, available or not; empty if nothing. */
  readonly namedInstructions: string;
  /** The instruction sets that this processor and this build have, the best first. */
  readonly availableInstructions: readonly string[];
  /** The bytes of the processor's data caches from L1 on, as far as the system knows them. */
  readonly caches: readonly number[];
  readonly openblas: {
    /** OpenBLAS's version, e.g. `0.3.21`. */
    readonly version: string;
    /** The core whose kernels OpenBLAS chose on this machine, e.g. `SkylakeX`. */
    readonly core: string;
    /** OpenBLAS's own threads: none, its pthread pool, or OpenMP's. */
    readonly parallel: 'none' | 'pthreads' | 'openmp';
    /** The largest number of threads of this build. */
    readonly maximumThreads: number;
    /** OpenBLAS's configuration line, as it prints it. */
    readonly configuration: string;
  };
}

/** Returns how the addon was built, and what it runs on. */
export function buildInformation(): BuildInformation;

/**
 * Returns the number of threads that a pass may use, in the whole process; 1 after loading.
 * OpenBLAS itself always uses one.
 */
export function getThreads(): number;

/**
 * Sets the number of threads that a pass may use, in the whole process, worker threads included.
 *
 * @param threads  1 to `buildInformation().openblas.maximumThreads`
 */
export function setThreads(threads: number): void;

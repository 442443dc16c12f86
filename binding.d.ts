/**
 * The whole contract of the native addon `onelayer.node`.
 *
 * Every function checks its arguments itself and throws a `TypeError` (wrong kind, wrong dtype,
 * detached buffer) or a `RangeError` (wrong value, array too short, overlapping output) worded
 * `name: expected what, got that`, with the code `INVALID_ARGUMENT`. Nothing is written when it
 * throws. A typed array is read through its own view, so a `subarray` is as good as a whole array; if
 * its buffer can grow or shrink, its length at the time of the call counts. It may lie in a
 * `SharedArrayBuffer`: that no other thread writes there meanwhile is then up to the caller. All
 * matrices are row-major.
 */

/**
 * C ← alpha · op(A) · op(B) + beta · C, where op(A) is m×k, op(B) is k×n and C is m×n.
 *
 * The three arrays have one dtype, to which `alpha` and `beta` are rounded, and C shares no memory
 * with A or B: from its first element to its last, the gaps between rows included. If `beta` is 0, C
 * is not read: NaN in it does not spread. If `k` or `alpha` is 0, A and B are not read. If `m` or `n`
 * is 0, nothing is written.
 *
 * Source: Dongarra et al., "A set of level 3 basic linear algebra subprograms", 1990 (xGEMM).
 *
 * @param transA  whether op(A) = Aᵀ; A is then stored k×m, else m×k
 * @param transB  whether op(B) = Bᵀ; B is then stored n×k, else k×n
 * @param m       rows of C, 0 to 2^31 − 1
 * @param n       columns of C, 0 to 2^31 − 1
 * @param k       the dimension that is summed over, 0 to 2^31 − 1
 * @param alpha   a number that is finite in the arrays' dtype
 * @param a       A, at least (rows − 1)·lda + columns elements; none if it is empty
 * @param lda     distance between the starts of A's rows, at least its columns and at least 1
 * @param b       B, likewise
 * @param ldb     likewise, for B
 * @param beta    a number like alpha
 * @param c       C, likewise; the output
 * @param ldc     likewise, for C
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
 * @param n      the elements that are added, 0 to 2^31 − 1
 * @param alpha  a finite number; rounded to the arrays' dtype, beyond the range of float32 to an
 *               infinity
 * @param x      at least n elements
 * @param y      likewise, sharing none with x; the output
 */
export function axpy(n: number, alpha: number, x: Float32Array, y: Float32Array): void;
export function axpy(n: number, alpha: number, x: Float64Array, y: Float64Array): void;

/**
 * What does a pass's products: `direct`, loops of the addon's own, which are faster for few classes
 * and give the same bits for every tile; or `openblas`, faster for many.
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
 * - `hinge`: l = Σ over k ≠ y of max(0, s[k] − s[y] + 1), whose derivative is that of the flat side
 *   where a score is exactly at the margin.
 */
export type Loss = 'cross-entropy' | 'binary-cross-entropy' | 'hinge';

/**
 * The gradients of the cost J = loss + λ Σ W² of M models on one mini-batch, and a step if `etas` are
 * given: for each model dW ← 2λ W + Gᵀ X and db ← Σ rows of G, where G[i] = w ∂l/∂s / count with the
 * sample's weight w, at the scores S = X Wᵀ + 1 bᵀ. X are the mini-batch's samples: bytes
 * standardised as x' = slope · byte + intercept, or numbers as they are.
 *
 * The step is W ← W − η dW, b ← b − η db, with the gradient at the parameters before it; with
 * velocities V ← μ V + g, it is θ ← θ − η V or, with Nesterov's momentum, θ ← θ − η (g + μ V).
 *
 * A tile of rows at a time is gathered, scored and used again while it is in the cache, on as many
 * threads as are set. The same arguments give the same bits on any number of threads.
 *
 * @param gradients       dW of all models, (M·K)×d, then db of all, M·K; the output, sharing no memory
 *                        with any other array
 * @param parameters      W of all models, (M·K)×d, then b of all, M·K, of the same dtype; an output
 *                        too if `etas` are given
 * @param lambdas         λ of each model: M, 1 to 1,024; finite, rounded as alpha of `axpy` is
 * @param etas            η of each model, for a step: M, likewise; null for none
 * @param velocities      V of each model, as the gradients; an output too; null without momentum
 * @param momentum        μ, at least 0 and below 1; without velocities, of no effect
 * @param nesterov        whether the momentum is Nesterov's
 * @param loss            l
 * @param labelSmoothing  ε, at least 0 and below 1; 0 for the hinge loss
 * @param weights         n, those of the mini-batch finite and at least 0; null if all are 1
 * @param classes         K, 1 to 65,536
 * @param features        d, 1 to 2^31 − 64
 * @param X               n×d, one row a sample
 * @param slope           d, of the parameters' dtype; null if X holds numbers
 * @param intercept       likewise
 * @param y               n labels, each below K
 * @param numbers         samples' numbers, each below n; those that come next are fetched ahead
 * @param first           where in `numbers` the mini-batch begins
 * @param count           its samples, at least 1
 * @param product         what does the matrix products
 * @param tileRows        the rows that pass together on a thread, at least 1
 */
export function modelGradients<Floats extends Float32Array | Float64Array>(
  gradients: Floats,
  parameters: Floats,
  lambdas: Float64Array,
  etas: Float64Array | null,
  velocities: Floats | null,
  momentum: number,
  nesterov: boolean,
  loss: Loss,
  labelSmoothing: number,
  weights: Float64Array | null,
  classes: number,
  features: number,
  X: Uint8Array | Float32Array | Float64Array,
  slope: Floats | null,
  intercept: Floats | null,
  y: Uint8Array | Uint16Array,
  numbers: Uint32Array,
  first: number,
  count: number,
  product: Product,
  tileRows: number,
): void;

/**
 * What M models answer to samples: for each model and sample its loss, without a weight; the class
 * with the highest score (the first of equals); that class's probability, and that of the sample's
 * own. Probabilities are the softmax of the scores, 1 / Σ exp(S − max S) of the highest, or of
 * binary cross-entropy each score's sigmoid. Arguments not named here are those of `modelGradients`.
 *
 * @param losses             M × count; an output, sharing no memory with any other array
 * @param predicted          likewise
 * @param probabilities      likewise
 * @param trueProbabilities  likewise
 * @param models             M, 1 to 1,024
 */
export function modelAnswers<Floats extends Float32Array | Float64Array>(
  losses: Float64Array,
  predicted: Uint16Array,
  probabilities: Float64Array,
  trueProbabilities: Float64Array,
  parameters: Floats,
  models: number,
  loss: Loss,
  labelSmoothing: number,
  classes: number,
  features: number,
  X: Uint8Array | Float32Array | Float64Array,
  slope: Floats | null,
  intercept: Floats | null,
  y: Uint8Array | Uint16Array,
  numbers: Uint32Array,
  first: number,
  count: number,
  product: Product,
  tileRows: number,
): void;

/**
 * The scores S = X Wᵀ + 1 bᵀ of samples that follow each other. Arguments not named here are those of
 * `modelGradients`.
 *
 * @param scores      count×K; the output, sharing no memory with any other array
 * @param parameters  [W: K×d, b: K], of the same dtype
 * @param X           at least first + count rows of d
 * @param first       the number of the first sample
 * @param count       the samples, at least 1
 */
export function modelScores<Floats extends Float32Array | Float64Array>(
  scores: Floats,
  parameters: Floats,
  classes: number,
  features: number,
  X: Uint8Array | Float32Array | Float64Array,
  slope: Floats | null,
  intercept: Floats | null,
  first: number,
  count: number,
  product: Product,
  tileRows: number,
): void;

/**
 * How far past the start of a cache line an array's memory begins: 0 to 63 bytes. Passes over arrays
 * that begin at one are faster.
 */
export function bytesPastLine(array: Float32Array | Float64Array): number;

/** What the addon was built with and runs on. */
export interface BuildInformation {
  /** The tool that built the addon. */
  readonly builder: 'cmake-js' | 'cmake' | 'node-gyp';
  /** The compiler and its version, e.g. `GCC 12.2.0`. */
  readonly compiler: string;
  /** The instruction set whose loops were chosen on this machine, e.g. `avx512`. */
  readonly instructions: string;
  readonly openblas: {
    /** e.g. `0.3.21` */
    readonly version: string;
    /** The core whose kernels OpenBLAS chose on this machine, e.g. `SkylakeX`. */
    readonly core: string;
    /** OpenBLAS's own threads: none, its pthread pool, or OpenMP's. */
    readonly parallel: 'none' | 'pthreads' | 'openmp';
    /** The most threads this build can use. */
    readonly maximumThreads: number;
    /** OpenBLAS's configuration line, as it prints it. */
    readonly configuration: string;
  };
}

/** What the addon was built with and runs on. */
export function buildInformation(): BuildInformation;

/**
 * The number of threads that a pass may use, in the whole process; 1 after loading. OpenBLAS itself
 * always uses one.
 */
export function getThreads(): number;

/**
 * Sets the number of threads that a pass may use, in the whole process, worker threads included.
 *
 * @param threads  1 to `buildInformation().openblas.maximumThreads`
 */
export function setThreads(threads: number): void;

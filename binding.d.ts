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

/** What the addon was built with and runs on. */
export interface BuildInformation {
  /** The tool that built the addon. */
  readonly builder: 'cmake-js' | 'node-gyp';
  /** The compiler and its version, e.g. `GCC 12.2.0`. */
  readonly compiler: string;
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

/** The number of threads that products use, in the whole process; 1 after loading. */
export function getThreads(): number;

/**
 * Sets the number of threads that products use, in the whole process, worker threads included.
 *
 * @param threads  1 to `buildInformation().openblas.maximumThreads`
 */
export function setThreads(threads: number): void;

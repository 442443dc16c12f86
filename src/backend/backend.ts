import type { PatchEncoding, Product } from '../../binding';
import type { Task } from '../tasks';
import type { Addon } from './load-addon';

/** An array of float32 or float64 numbers. @inline */
export type FloatArray = Float32Array | Float64Array;

/**
 * The backend that computes, and why it was chosen, as every run reports it.
 *
 * @category Backend
 */
export interface BackendReport {
  readonly name: 'openblas' | 'js';
  /** The reason for the choice, e.g. `asked for`. */
  readonly reason: string;
  /** The number of threads of a pass. */
  readonly threads: number;
  /** The OpenBLAS in use, and the instruction set of the addon's own loops; null for plain JavaScript. */
  readonly openblas: {
    /** OpenBLAS's version. */
    readonly version: string;
    /** The processor that OpenBLAS's kernels are for, e.g. `Haswell`. */
    readonly core: string;
    /** `avx512`, `avx2`, `neon` or `baseline`. Absent in old results files. */
    readonly instructions?: string;
  } | null;
}

/** Functions that prepare passes, each of which then runs in one call, and `softmax`: see `binding.d.ts`. */
export type FusedKernels = Pick<
  Addon,
  'prepareGradients' | 'prepareSums' | 'prepareEvaluation' | 'prepareScores' | 'softmax'
>;

/** The dtype of computations. @inline */
export type Dtype = 'float32' | 'float64';

/** The shape of a model, for which a pass is planned. */
export interface PassShape {
  /** K. */
  readonly classes: number;
  /** d. */
  readonly features: number;
  readonly dtype: Dtype;
}

/** The execution plan of a pass. It decides the order of summation, and so the last bits of a run. */
export interface Plan {
  /** The code for products: onelayer's loops (`direct`), OpenBLAS, or the backend's `gemm`. */
  readonly product: Product | 'gemm';
  /** The number of samples that pass together. */
  readonly tileRows: number;
  /** The origin of the plan, e.g. a measurement. */
  readonly reason: string;
}

/**
 * The numeric kernels: OpenBLAS and onelayer's native loops, or plain JavaScript. Made by
 * `selectBackend`. Matrices are row-major, in typed arrays of one dtype, which may be views.
 *
 * @category Backend
 */
export interface Backend {
  /** The name of this backend, and why it was chosen. */
  readonly report: BackendReport;

  /** Allocates zeros, aligned for the kernels. @internal */
  allocate(dtype: Dtype, length: number): FloatArray;

  /**
   * Computes C ← alpha · op(A) · op(B) + beta · C, where op(A) is m×k, op(B) is k×n and C is m×n.
   *
   * C shares no memory with A or B. If `beta` is 0, C is not read; if `k` or `alpha` is 0, A and B
   * are not read.
   *
   * Source: Dongarra et al., "A set of level 3 basic linear algebra subprograms", 1990 (xGEMM).
   *
   * @param transA  whether op(A) = Aᵀ; A is then stored k×m
   * @param transB  whether op(B) = Bᵀ; B is then stored n×k
   * @param m       rows of C
   * @param n       columns of C
   * @param k       the number of terms of each sum
   * @param alpha   finite in the arrays' dtype
   * @param a       A
   * @param lda     the distance between the starts of A's rows: at least its columns and 1
   * @param b       B
   * @param ldb     the same for B
   * @param beta    finite in the arrays' dtype
   * @param c       C; the output
   * @param ldc     the same for C
   * @throws TypeError or RangeError naming the argument; nothing is written then
   * @internal
   */
  gemm<Floats extends FloatArray>(
    transA: boolean,
    transB: boolean,
    m: number,
    n: number,
    k: number,
    alpha: number,
    a: Floats,
    lda: number,
    b: Floats,
    ldb: number,
    beta: number,
    c: Floats,
    ldc: number,
  ): void;

  /** Computes y ← alpha · x + y, in n elements, as `axpy` in `binding.d.ts`. @internal */
  axpy<Floats extends FloatArray>(n: number, alpha: number, x: Floats, y: Floats): void;

  /** Encodes pictures by their patches, as `encodePatches` in `binding.d.ts`. @internal */
  encodePatches(encoding: PatchEncoding): void;

  /** Kernels for whole passes; null if passes are composed of the kernels above. @internal */
  readonly fused: FusedKernels | null;

  /** Returns the execution plan for a shape, always the same for equal shapes. @internal */
  planFor(shape: PassShape): Plan;

  /** Plans as `planFor`, as a cooperative task, since it may have to measure first. @internal */
  planning(shape: PassShape): Task<Plan>;
}

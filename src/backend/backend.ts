import type { Product } from '../../binding';
import type { Steps } from '../pacing';
import type { FusedKernels } from './fused-kernels';

/** An array of the numbers that products work on: float32 or float64. */
export type FloatArray = Float32Array | Float64Array;

/** What a run says of its backend, and what its results file keeps. */
export interface BackendReport {
  readonly name: 'openblas' | 'js';
  /** Why this backend was used: asked for, or chosen, and then the reason. */
  readonly reason: string;
  /** The threads that passes use. */
  readonly threads: number;
  /** The OpenBLAS that does the work, and the instruction set of the addon's own loops; null for the JS backend. */
  readonly openblas: {
    readonly version: string;
    readonly core: string;
    /** Not in results that were written before it was told. */
    readonly instructions?: string;
  } | null;
}

/** The numbers that a model is made of. */
export type Precision = 'float32' | 'float64';

/** What a pass's time depends on, but for the number of samples. */
export interface PassShape {
  /** K. */
  readonly classes: number;
  /** d. */
  readonly features: number;
  readonly precision: Precision;
}

/** How samples pass through a model. It decides the order of summation, and so a run's last bits. */
export interface Plan {
  /** What does the products: a backend's fused kernels in one of two ways, or `gemm`. */
  readonly product: Product | 'gemm';
  /** The samples that pass together. */
  readonly tileRows: number;
  /** Where the plan comes from, in words. */
  readonly reason: string;
}

/**
 * The numeric kernels, whoever does the work. Row-major matrices in typed arrays of one dtype; an
 * array may be a view into a larger one.
 */
export interface Backend {
  readonly report: BackendReport;

  /** An array of zeros that lies in memory as suits the kernels. */
  allocate(precision: Precision, length: number): FloatArray;

  /**
   * C ← alpha · op(A) · op(B) + beta · C, where op(A) is m×k, op(B) is k×n and C is m×n.
   *
   * Arguments, edge cases and errors are those of `gemm` in `binding.d.ts`, in every backend.
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

  /** y ← alpha · x + y, in n elements. Arguments and errors are those of `axpy` in `binding.d.ts`. */
  axpy<Floats extends FloatArray>(n: number, alpha: number, x: Floats, y: Floats): void;

  /** Whole passes in one call; null where there are none, and passes are composed of the kernels above. */
  readonly fused: FusedKernels | null;

  /** How samples of a shape pass through a model here. The same for every call with the same shape. */
  planFor(shape: PassShape): Plan;

  /** Likewise, in steps: a plan may have to be measured first. */
  planning(shape: PassShape): Steps<Plan>;
}

/** An array of the numbers that products work on: float32 or float64. */
export type FloatArray = Float32Array | Float64Array;

/** What a run says of its backend, and what its results file keeps. */
export interface BackendReport {
  readonly name: 'openblas' | 'js';
  /** Why this backend was used: asked for, or chosen, and then the reason. */
  readonly reason: string;
  /** The threads that its products use. */
  readonly threads: number;
  /** The OpenBLAS that does the work; null for the JS backend. */
  readonly openblas: { readonly version: string; readonly core: string } | null;
}

/**
 * The numeric kernels, whoever does the work. Row-major matrices in typed arrays of one dtype; an
 * array may be a view into a larger one.
 */
export interface Backend {
  readonly report: BackendReport;

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
}

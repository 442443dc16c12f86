import { types } from 'node:util';
import type { Backend, BackendReport, FloatArray, PassShape, Plan } from './backend';
import { multiplyFloat32 } from './multiply-float32';
import { multiplyFloat64 } from './multiply-float64';
import { strided, transpose, type Strided } from './strided';
import { defaultTileRows } from './tile-rows';
import { assertAxpy, assertProduct } from './validate-product';

/** Either kernel, once its dtype is known to be that of the arrays. */
type Multiply = (
  m: number,
  n: number,
  k: number,
  alpha: number,
  a: Strided<FloatArray>,
  b: Strided<FloatArray>,
  beta: number,
  c: Strided<FloatArray>,
) => void;

/**
 * The kernels in plain JavaScript: for machines where the addon can't be built, and for comparison
 * with it. One thread, and the sums of a product are kept in float64 in every dtype.
 */
export class JsBackend implements Backend {
  readonly report: BackendReport;
  readonly fused = null;

  constructor(
    reason: string,
    private readonly tileRows?: number,
  ) {
    this.report = { name: 'js', reason, threads: 1, openblas: null };
  }

  planFor({ features }: PassShape): Plan {
    const { tileRows } = this;
    if (tileRows !== undefined) return { product: 'gemm', tileRows, reason: 'asked for' };
    return { product: 'gemm', tileRows: defaultTileRows(features), reason: 'by rule' };
  }

  axpy<Floats extends FloatArray>(n: number, alpha: number, x: Floats, y: Floats): void {
    assertAxpy(n, alpha, x, y);
    const alphaInDtype = types.isFloat32Array(x) ? Math.fround(alpha) : alpha;
    for (let i = 0; i < n; i++) y[i] += alphaInDtype * x[i];
  }

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
  ): void {
    assertProduct(transA, transB, m, n, k, alpha, a, lda, b, ldb, beta, c, ldc);
    const isFloat32 = types.isFloat32Array(a);
    const alphaInDtype = isFloat32 ? Math.fround(alpha) : alpha;
    const betaInDtype = isFloat32 ? Math.fround(beta) : beta;
    if (alphaInDtype === 0 || k === 0) {
      scale(m, n, betaInDtype, c, ldc);
      return;
    }
    const multiply = (isFloat32 ? multiplyFloat32 : multiplyFloat64) as Multiply;
    const A = strided(a, lda, transA);
    const B = strided(b, ldb, transB);
    const C = strided(c, ldc, false);
    if (m >= n) {
      multiply(m, n, k, alphaInDtype, A, B, betaInDtype, C);
    } else {
      // The kernel takes blocks that are higher than wide, and Cᵀ = Bᵀ · Aᵀ.
      multiply(n, m, k, alphaInDtype, transpose(B), transpose(A), betaInDtype, transpose(C));
    }
  }
}

/** C ← beta · C; zeros if `beta` is 0, whatever C holds. C: m×n. */
function scale(m: number, n: number, beta: number, c: FloatArray, ldc: number): void {
  if (beta === 1) return;
  for (let i = 0; i < m; i++) {
    for (let j = i * ldc; j < i * ldc + n; j++) c[j] = beta === 0 ? 0 : beta * c[j];
  }
}

import { types } from 'node:util';
import type { Backend, BackendReport, FloatArray, PassShape, Plan, Dtype } from '../backend';
import type { Task } from '../../tasks';
import { encodePatches } from './encode-patches';
import { multiply } from './multiply';
import { strided } from './strided';
import { defaultTileRows } from '../tile-rows';
import { zeros } from '../allocate';
import { assertAxpy, assertProduct, lengthOf } from './validate-product';

/**
 * The kernels in plain JavaScript, for machines without the addon and for comparison with it. One
 * thread; products are summed in float64 for every dtype.
 */
export class JsBackend implements Backend {
  readonly report: BackendReport;
  readonly encodePatches = encodePatches;
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

  // eslint-disable-next-line require-yield -- a rule needs no steps
  *planning(shape: PassShape): Task<Plan> {
    return this.planFor(shape);
  }

  allocate(dtype: Dtype, length: number): FloatArray {
    return zeros(dtype, length);
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
    if (m === 0 || n === 0) return;
    const A = strided(plain(a), lda, transA);
    const B = strided(plain(b), ldb, transB);
    multiply(m, n, k, alphaInDtype, A, B, betaInDtype, plain(c), ldc);
  }
}

/** Returns a plain view of the memory, since a subclass may override `set` and `subarray`. */
function plain(array: FloatArray): FloatArray {
  const { buffer, byteOffset } = array;
  const length = lengthOf(array);
  return types.isFloat32Array(array)
    ? new Float32Array(buffer, byteOffset, length)
    : new Float64Array(buffer, byteOffset, length);
}

/** C ← beta · C, m×n; zeros if `beta` is 0, even where C is NaN. */
function scale(m: number, n: number, beta: number, c: FloatArray, ldc: number): void {
  if (beta === 1) return;
  for (let i = 0; i < m; i++) {
    for (let j = i * ldc; j < i * ldc + n; j++) c[j] = beta === 0 ? 0 : beta * c[j];
  }
}

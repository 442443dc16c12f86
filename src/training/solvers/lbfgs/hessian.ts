import type { Backend } from '../../../backend';
import { slicesOf, type BatchPart, type RowSource, type Samples } from '../../../data';
import { summing, type Communicator } from '../../../cluster';
import type { LinearObjective, Stack } from '../../../model';
import type { Task } from '../../../tasks';
import { sliceRows } from './full-pass';

/** Multiplications of rows that are added at once: some milliseconds. */
const TILE_PRODUCTS = 2 ** 24;

const TILE_ROWS = { least: 16, most: 256 };

/** A model's cost, of which the Hessian is wanted. */
export interface HessianOf {
  readonly backend: Backend;
  readonly objective: Pick<LinearObjective, 'minimised'>;
  readonly source: RowSource;
  /** The processes that share the rows. */
  readonly all: Communicator;
  /** The model's shape. */
  readonly shape: Stack;
  readonly lambda: number;
  /** μ: d. */
  readonly mean: Float64Array;
}

/**
 * Computes the Hessian of J = loss + λ Σ W² by θ = [W, b + W μ], K×(d + 1), as a cooperative task: the
 * blocks of N×N numbers that Cholesky's method reads, on the diagonal and below, where N is K·(d + 1).
 *
 * A row's scores are θ x̃ with x̃ = [x − μ, 1]. So it is Σ w (∂²l/∂s² ⊗ x̃ x̃ᵀ) / Σ w, and 2λ on the
 * diagonal for each weight.
 */
export function* computingHessian(of: HessianOf, theta: Float64Array): Task<Float64Array> {
  const { lambda, shape, source } = of;
  const sum = new HessianSum(of, theta);
  for (const slice of slicesOf(source, sliceRows(shape))) {
    if (slice instanceof Promise) {
      yield slice;
      continue;
    }
    const end = slice.first + slice.count;
    for (let first = slice.first; first < end; first += sum.rows) {
      sum.add({ ...slice, first, count: Math.min(sum.rows, end - first) });
      yield;
    }
  }
  yield* summing(of.all, ...sum.sums);
  return sum.finish(lambda);
}

class HessianSum {
  /** Rows that can be added at once. */
  readonly rows: number;
  private readonly H: Float64Array;
  private readonly weight = new Float64Array(1);
  /** d + 1, the length of x̃. */
  private readonly width: number;
  private readonly size: number;
  private readonly gathered: Float64Array;
  private readonly y: Uint16Array;
  /** x̃ of each row, times √w once the scores are known. */
  private readonly X: Float64Array;
  private readonly S: Float64Array;
  /** c ⊗ √w x̃ of each row. */
  private readonly Z: Float64Array;

  constructor(
    private readonly of: HessianOf,
    private readonly theta: Float64Array,
  ) {
    const { classes: K, features: d } = of.shape;
    this.width = d + 1;
    this.size = K * (d + 1);
    const rows = Math.floor(TILE_PRODUCTS / this.size ** 2);
    this.rows = Math.max(TILE_ROWS.least, Math.min(TILE_ROWS.most, rows));
    this.y = new Uint16Array(this.rows);
    this.H = new Float64Array(this.size ** 2);
    this.gathered = new Float64Array(this.rows * d);
    this.X = new Float64Array(this.rows * (d + 1));
    this.S = new Float64Array(this.rows * K);
    this.Z = new Float64Array(this.rows * this.size);
  }

  /** Adds w (diag(c) ⊗ x̃ x̃ᵀ), less w (c ⊗ x̃) (c ⊗ x̃)ᵀ of a loss that doesn't change by a shift. */
  add({ samples, numbers, first, count: rows }: BatchPart): void {
    const { H, S, X, Z, of, size: N, theta, width: D } = this;
    const { backend, objective, shape } = of;
    const { classes: K } = shape;
    const { loss } = objective.minimised;
    samples.gather(numbers, first, rows, this.gathered, this.y);
    this.centre(rows);
    backend.gemm(false, true, rows, K, D, 1, X, D, theta, D, 0, S, K);
    loss.toCurvatures?.(S, rows, K);
    this.weigh(samples, first, rows);
    this.expand(rows);
    for (let k = 0; k < K; k++) {
      const own = Z.subarray(k * D);
      const row = k * D * N;
      const onDiagonal = H.subarray(row + k * D);
      backend.gemm(true, false, D, D, rows, 1, X, D, own, N, 1, onDiagonal, N);
      if (!loss.isShiftInvariant) continue;
      backend.gemm(true, false, D, (k + 1) * D, rows, -1, own, N, Z, N, 1, H.subarray(row), N);
    }
  }

  /** What adds up over several processes. */
  get sums(): readonly Float64Array[] {
    return [this.H, this.weight];
  }

  finish(lambda: number): Float64Array {
    const { H, size: N, width: D } = this;
    for (let i = 0; i < H.length; i++) H[i] /= this.weight[0];
    for (let i = 0; i < N; i++) if ((i + 1) % D !== 0) H[i * N + i] += 2 * lambda;
    return H;
  }

  /** X ← x̃. */
  private centre(rows: number): void {
    const { gathered, of, width: D, X } = this;
    const d = D - 1;
    for (let i = 0, at = 0; i < rows; i++) {
      for (let j = 0; j < d; j++, at++) X[i * D + j] = gathered[at] - of.mean[j];
      X[i * D + d] = 1;
    }
  }

  /** X ← √w x̃. */
  private weigh({ weights }: Samples, first: number, rows: number): void {
    const { width: D, X } = this;
    if (weights === null) {
      this.weight[0] += rows;
      return;
    }
    for (let i = 0; i < rows; i++) {
      this.weight[0] += weights[first + i];
      const root = Math.sqrt(weights[first + i]);
      for (let at = i * D; at < (i + 1) * D; at++) X[at] *= root;
    }
  }

  /** Z ← c ⊗ X, row by row. */
  private expand(rows: number): void {
    const { S, width: D, X, Z } = this;
    const { classes: K } = this.of.shape;
    for (let i = 0, at = 0; i < rows; i++) {
      for (let k = 0; k < K; k++) {
        const c = S[i * K + k];
        for (let j = i * D; j < (i + 1) * D; j++, at++) Z[at] = c * X[j];
      }
    }
  }
}

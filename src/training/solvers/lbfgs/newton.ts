import type { Stack } from '../../../model';
import type { Task } from '../../../tasks';
import { factoring, solveCholesky } from '../../../algebra';
import { computingHessian, type HessianOf } from './hessian';

/**
 * The most parameters. On one thread of an AMD EPYC, a step of 650 takes 0.05 s for 150 rows and 1 s for
 * 50,000, as long as some 180 passes; one of 1,000 takes 0.3 s and 3 s.
 */
const MOST_PARAMETERS = 700;

/** The fewest iterations of L-BFGS before it: nine problems in ten need no more. */
const LEAST_PATIENCE = 50;

/**
 * From a neighbouring optimum, some four steps are enough. Before, L-BFGS has as many iterations as cost the
 * same, and so many at least. On three tables of 250 to 1,100 rows and 33 to 171 parameters, a search for λ
 * took two thirds of the time, with the same choices.
 */
const WARM = { steps: 4, leastPatience: 6 };

/** What a pass costs beside its products, as multiplications: about 0.1 ms. */
const OVERHEAD = 2 ** 20;

/**
 * Newton's method with the exact Hessian, for models of few parameters: where the curvature changes
 * from step to step so much that L-BFGS can't learn it.
 *
 * It works on W and b + W μ, whose curvatures depend less on each other than those of W and b.
 *
 * Source: Boyd and Vandenberghe, "Convex optimization", 2004, section 9.5.
 */
export class Newton {
  /** The number of iterations of L-BFGS before it: see `patienceOf`. */
  readonly patience: number;

  private constructor(
    private readonly of: HessianOf,
    isWarm: boolean,
  ) {
    this.patience = patienceOf(of, isWarm);
  }

  /**
   * Returns null for a model of too many parameters.
   *
   * @param isWarm  true if L-BFGS starts from a neighbouring optimum
   */
  static for(of: HessianOf, isWarm = false): Newton | null {
    const { classes, features } = of.shape;
    return classes * (features + 1) > MOST_PARAMETERS ? null : new Newton(of, isWarm);
  }

  /**
   * Computes −H⁻¹ g, as a cooperative task.
   *
   * @param position  [W, b]: K·d + K, as the gradient and the result
   */
  *direction(position: Float64Array, gradient: Float64Array): Task<Float64Array> {
    const H = yield* computingHessian(this.of, this.centred(position));
    const x = this.centredGradient(gradient);
    const N = x.length;
    // With a diagonal of ones, a pivot shows by itself whether it is a rounding error.
    const scale = this.scalesOf(H);
    for (let i = 0, at = 0; i < N; i++) {
      for (let j = 0; j < N; j++, at++) H[at] = H[at] * scale[i] * scale[j];
      x[i] *= -scale[i];
    }
    solveCholesky(yield* factoring(H, N, Number.EPSILON), N, x);
    for (let i = 0; i < N; i++) x[i] *= scale[i];
    return this.uncentred(x);
  }

  /**
   * 1/√H of the diagonal; 0 keeps a number as it is. Where all scores may be shifted alike, that is the
   * class of the largest curvature: its bias, and without a penalty its weights too.
   */
  private scalesOf(H: Float64Array): Float64Array {
    const { lambda, objective, shape } = this.of;
    const D = shape.features + 1;
    const N = shape.classes * D;
    const scale = Float64Array.from({ length: N }, (_, i) => {
      const own = H[i * N + i];
      return own > 0 ? 1 / Math.sqrt(own) : 0;
    });
    if (!objective.minimised.loss.isShiftInvariant) return scale;
    let bias = D - 1;
    for (let i = bias; i < N; i += D) if (H[i * N + i] > H[bias * N + bias]) bias = i;
    return scale.fill(0, lambda > 0 ? bias : bias - shape.features, bias + 1);
  }

  /** [W, b + W μ], K×(d + 1), of [W, b]. */
  private centred(position: Float64Array): Float64Array {
    const { mean, shape } = this.of;
    return rowsOf(position, shape, (row) => {
      const d = mean.length;
      for (let j = 0; j < d; j++) row[d] += row[j] * mean[j];
    });
  }

  /** The gradient by these of that by [W, b]. */
  private centredGradient(gradient: Float64Array): Float64Array {
    const { mean, shape } = this.of;
    return rowsOf(gradient, shape, (row) => {
      const d = mean.length;
      for (let j = 0; j < d; j++) row[j] -= row[d] * mean[j];
    });
  }

  /** [W, b] of [W, b + W μ]. */
  private uncentred(rows: Float64Array): Float64Array {
    const { mean, shape } = this.of;
    const { classes: K, features: d } = shape;
    const flat = new Float64Array(rows.length);
    for (let k = 0, at = 0; k < K; k++, at++) {
      let b = rows[k * (d + 1) + d];
      for (let j = 0; j < d; j++, at++) {
        flat[k * d + j] = rows[at];
        b -= rows[at] * mean[j];
      }
      flat[K * d + k] = b;
    }
    return flat;
  }
}

/**
 * The number of iterations of L-BFGS before Newton's method: by N of N parameters, since a step costs as much
 * as N/4 passes of many rows, or fewer, and some ten steps are needed; fewer from a neighbouring optimum.
 */
function patienceOf({ all, shape, source }: HessianOf, isWarm: boolean): number {
  const N = shape.classes * (shape.features + 1);
  if (!isWarm) return Math.max(LEAST_PATIENCE, N);
  // Of several processes, each has other rows, and all must begin it together.
  const overhead = all.size > 1 ? 0 : OVERHEAD / source.rows;
  const passes = (overhead + (N * N) / 4) / (overhead + N);
  return Math.max(WARM.leastPatience, WARM.steps * passes);
}

/** Puts each class's bias behind its weights, and changes each such row. */
function rowsOf(
  flat: Float64Array,
  { classes: K, features: d }: Stack,
  change: (row: Float64Array) => void,
): Float64Array {
  const rows = new Float64Array(flat.length);
  for (let k = 0; k < K; k++) {
    const row = rows.subarray(k * (d + 1), (k + 1) * (d + 1));
    row.set(flat.subarray(k * d, (k + 1) * d));
    row[d] = flat[K * d + k];
    change(row);
  }
  return rows;
}

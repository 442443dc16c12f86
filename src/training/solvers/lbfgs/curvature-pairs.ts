import type { Preconditioner } from './preconditioner';

/** Pairs below this cosine of s and y are rounding errors. */
const LEAST_COSINE = 1e-8;

/**
 * The last steps s and changes of the gradient y, from which L-BFGS knows the curvature.
 *
 * Source: Nocedal, "Updating quasi-Newton matrices with limited storage", 1980 (the two-loop
 * recursion).
 */
export class CurvaturePairs {
  private s: Float64Array[] = [];
  private y: Float64Array[] = [];
  /** sᵀ y / yᵀ H₀ y of the newest pair; null until it is needed. */
  private scaleOfNewest: number | null = null;

  /**
   * @param length  of a vector
   * @param most    how many pairs are kept
   */
  constructor(
    private readonly length: number,
    private readonly most: number,
  ) {}

  get count(): number {
    return this.s.length;
  }

  clear(): void {
    this.s = [];
    this.y = [];
    this.scaleOfNewest = null;
  }

  /** Adds a pair, unless its curvature is no more than rounding errors; the oldest one may go. */
  add(s: Float64Array, y: Float64Array): void {
    if (dot(s, y) <= LEAST_COSINE * Math.sqrt(dot(s, s) * dot(y, y))) return;
    if (this.count === this.most) {
      this.s.shift();
      this.y.shift();
    }
    this.s.push(s);
    this.y.push(y);
    this.scaleOfNewest = null;
  }

  /** direction ← −H g, where H is H₀ updated by the pairs. */
  direct(preconditioner: Preconditioner, g: Float64Array, direction: Float64Array): void {
    const { count, s, y } = this;
    const q = g.slice();
    const alphas = new Float64Array(count);
    for (let i = count - 1; i >= 0; i--) {
      alphas[i] = dot(s[i], q) / dot(s[i], y[i]);
      add(q, y[i], -alphas[i]);
    }
    preconditioner.apply(q, direction);
    if (count > 0) scale(direction, this.newestScale(preconditioner));
    for (let i = 0; i < count; i++) {
      const beta = dot(y[i], direction) / dot(s[i], y[i]);
      add(direction, s[i], alphas[i] - beta);
    }
    scale(direction, -1);
  }

  /** All pairs in one array: s and y of the oldest first. */
  flat(): Float64Array {
    const all = new Float64Array(2 * this.count * this.length);
    for (let i = 0; i < this.count; i++) {
      all.set(this.s[i], 2 * i * this.length);
      all.set(this.y[i], (2 * i + 1) * this.length);
    }
    return all;
  }

  restore(flat: Float64Array): void {
    this.clear();
    for (let at = 0; at < flat.length; at += 2 * this.length) {
      this.s.push(flat.slice(at, at + this.length));
      this.y.push(flat.slice(at + this.length, at + 2 * this.length));
    }
  }

  /** The factor that makes H₀ as large as the inverse curvature just met. */
  private newestScale(preconditioner: Preconditioner): number {
    if (this.scaleOfNewest !== null) return this.scaleOfNewest;
    const newest = this.count - 1;
    const Hy = new Float64Array(this.length);
    preconditioner.apply(this.y[newest], Hy);
    return (this.scaleOfNewest = dot(this.s[newest], this.y[newest]) / dot(this.y[newest], Hy));
  }
}

export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** y ← y + factor · x. */
function add(y: Float64Array, x: Float64Array, factor: number): void {
  for (let i = 0; i < y.length; i++) y[i] += factor * x[i];
}

function scale(x: Float64Array, factor: number): void {
  for (let i = 0; i < x.length; i++) x[i] *= factor;
}

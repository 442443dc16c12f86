import { costAt, derivativesAt, gradientNorms, type ConvexProblem } from './convex-problem';

/** The minimum of a cost, by an implementation that shares nothing with the package's. */
export interface Optimum {
  /** K×(d + 1): W, and b in the last column. */
  readonly theta: Float64Array;
  /** J*, as it was computed. */
  readonly cost: number;
  /** How far `cost` may be above the true minimum: ‖∂J/∂W‖² / 4λ. */
  readonly gap: number;
  /** How far W may be from the true minimum's: ‖∂J/∂W‖ / 2λ. */
  readonly distance: number;
}

const MOST_STEPS = 200;

/** Minimises a cost with λ above 0 by a damped Newton's method on all of W and b, in float64. */
export function newtonOptimum(problem: ConvexProblem): Optimum {
  const { features, classes, lambda } = problem;
  let theta = new Float64Array(classes * (features + 1));
  for (let step = 0; step < MOST_STEPS; step++) {
    const { cost, gradient, hessian } = derivativesAt(problem, theta);
    pinShift(problem, hessian);
    const direction = solve(hessian, gradient);
    const decrement = direction.reduce((sum, value, at) => sum + value * gradient[at], 0);
    const { squares, bias } = gradientNorms(problem, gradient);
    // Steps of this size are made of rounding errors.
    if (decrement <= 1e-24 * cost || step === MOST_STEPS - 1) {
      if (decrement > 1e-12 * cost) break;
      if (bias > 1e-10) throw new Error(`newtonOptimum: ∂J/∂b is ${bias}`);
      const gap = squares / (4 * lambda) + decrement;
      return { theta, cost, gap, distance: Math.sqrt(squares) / (2 * lambda) };
    }
    theta = damped(problem, theta, direction, cost, decrement);
  }
  throw new Error('newtonOptimum: no convergence');
}

/** θ − t · direction, with the first t of 1, ½, ¼, … that lowers the cost enough. */
function damped(
  problem: ConvexProblem,
  theta: Float64Array,
  direction: Float64Array,
  cost: number,
  decrement: number,
): Float64Array<ArrayBuffer> {
  for (let t = 1; t > 1e-10; t /= 2) {
    const next = theta.map((value, at) => value - t * direction[at]);
    // Where the decrement is below what the cost resolves, Newton's step is trusted as it is.
    if (decrement < 1e-9 * cost || costAt(problem, next) <= cost - 0.1 * t * decrement) return next;
  }
  throw new Error('newtonOptimum: no step lowers the cost');
}

/** Adding a number to all of b doesn't change cross-entropy: makes the curvature along that 1. */
function pinShift({ loss, classes: K, features: d }: ConvexProblem, hessian: Float64Array): void {
  if (loss !== 'cross-entropy') return;
  const size = K * (d + 1);
  for (let k = 0; k < K; k++) {
    for (let m = 0; m <= k; m++) hessian[(k * (d + 1) + d) * size + m * (d + 1) + d] += 1 / K;
  }
}

/** H⁻¹ g by Cholesky's factors of H, scaled to a diagonal of ones; overwrites H. */
function solve(H: Float64Array, g: Float64Array): Float64Array {
  const size = g.length;
  const scale = g.map((_, i) => 1 / Math.sqrt(H[i * size + i]));
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) H[i * size + j] *= scale[i] * scale[j];
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = H[i * size + j];
      for (let k = 0; k < j; k++) sum -= H[i * size + k] * H[j * size + k];
      if (i === j && !(sum > 0)) throw new Error('newtonOptimum: the Hessian is singular');
      H[i * size + j] = i === j ? Math.sqrt(sum) : sum / H[j * size + j];
    }
  }
  const x = g.map((value, i) => value * scale[i]);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) x[i] -= H[i * size + k] * x[k];
    x[i] /= H[i * size + i];
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) x[i] -= H[k * size + i] * x[k];
    x[i] /= H[i * size + i];
  }
  return x.map((value, i) => value * scale[i]);
}

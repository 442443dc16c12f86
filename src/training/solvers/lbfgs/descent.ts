import { CurvaturePairs, dot } from './curvature-pairs';
import type { Valued } from './full-pass';
import type { Preconditioner } from './preconditioner';

/** Rounding errors of float32 costs, relative to them, are above this, and those of float64 below. */
const LEAST_FLOAT32_NOISE = 1e-10;

/** The pairs of steps and gradients that are kept. */
export const PAIRS = 10;

/** The decrease that a step must bring, as a part of what its slope promises (Armijo). */
const SUFFICIENT = 1e-4;

/** The slope that must be left at most, where rounding hides the decrease. */
const FLATTER = 0.9;

/** The trials of one line search, after which it has failed. */
const MOST_TRIALS = 20;

/** Steps without a decrease beyond rounding errors, after which nothing more can be gained. */
const IDLE_STEPS = 5;

/** How often it then begins anew, in float64. */
const MOST_RESTARTS = 3;

/** The state of a descent at its position. */
export interface KeptDescent {
  /** [W, b]: K·d + K. */
  readonly position: Float64Array;
  readonly gradient: Float64Array;
  /** Pairs of steps and gradients: 2·p·(K·d + K). */
  readonly pairs: Float64Array;
  readonly numbers: readonly number[];
}

/**
 * L-BFGS on one convex function, told its values rather than calling for them: a caller evaluates
 * `trial` until the line search `accepts` it, and then lets it be taken.
 *
 * The line search tries the whole step first and nearly always takes it; otherwise it goes to where
 * the secant of the slopes vanishes.
 *
 * Source: Nocedal and Wright, "Numerical optimization", 2nd edition, 2006: chapters 3 and 7.
 */
export class Descent {
  /** The point to evaluate. The caller may round it. */
  readonly trial: Float64Array;
  private readonly pairs: CurvaturePairs;
  private readonly direction: Float64Array;
  private cost = NaN;
  private slope = 0;
  private step = 1;
  private trials = 0;
  private idle = 0;
  private restarts = 0;

  /**
   * @param position  the starting point [W, b]; updated
   * @param noise     the rounding errors of a cost, relative to it
   */
  constructor(
    readonly position: Float64Array,
    private readonly preconditioner: Preconditioner,
    private noise: number,
  ) {
    this.gradient = new Float64Array(position.length);
    this.trial = new Float64Array(position.length);
    this.direction = new Float64Array(position.length);
    this.pairs = new CurvaturePairs(position.length, PAIRS);
  }

  /** ∂J/∂[W, b] at the position. */
  readonly gradient: Float64Array;

  /** True of values in float64. */
  get isExact(): boolean {
    return this.noise < LEAST_FLOAT32_NOISE;
  }

  /** True if nothing more can be gained at this precision. */
  get isStalled(): boolean {
    return this.trials >= MOST_TRIALS || this.idle >= IDLE_STEPS;
  }

  /** Takes the value at the position as it is now, and starts a line search from there. */
  anchor({ cost, gradient }: Valued, noise = this.noise): void {
    this.noise = noise;
    this.cost = cost;
    this.gradient.set(gradient);
    this.idle = 0;
    this.search();
  }

  /** Starts a line search from the position in a direction that isn't L-BFGS's, if J falls there. */
  turn(direction: Float64Array): void {
    const slope = dot(this.gradient, direction);
    if (slope < 0) this.head(direction, slope);
  }

  /** Begins to count steps without a decrease again. */
  rouse(): void {
    this.idle = 0;
  }

  /**
   * Judges the value at the trial: true if the line search accepts it, so that `take` may follow.
   * Otherwise the trial is another point now.
   */
  accepts({ cost, gradient }: Valued): boolean {
    const slope = dot(gradient, this.direction);
    if (this.isLower(cost, slope)) return true;
    this.shorten(slope);
    return false;
  }

  /** Makes an accepted trial the position. */
  take({ cost, gradient }: Valued): void {
    const { position, trial } = this;
    const s = trial.map((value, i) => value - position[i]);
    const y = gradient.map((value, i) => value - this.gradient[i]);
    this.pairs.add(s, y);
    this.idle = this.cost - cost > this.noise * Math.abs(this.cost) ? 0 : this.idle + 1;
    if (this.idle === IDLE_STEPS) this.restart();
    position.set(trial);
    this.gradient.set(gradient);
    this.cost = cost;
    this.search();
  }

  kept(): KeptDescent {
    const { cost, idle, noise, pairs, restarts } = this;
    const [position, gradient] = [this.position.slice(), this.gradient.slice()];
    return { position, gradient, pairs: pairs.flat(), numbers: [cost, idle, noise, restarts] };
  }

  restore({ position, gradient, pairs, numbers }: KeptDescent): void {
    this.position.set(position);
    this.gradient.set(gradient);
    this.pairs.restore(pairs);
    [this.cost, this.idle, this.noise, this.restarts] = numbers;
    this.search();
  }

  /** Forgets the pairs, of which rounding errors may have made the wrong curvature: a few times. */
  private restart(): void {
    if (!this.isExact || this.restarts === MOST_RESTARTS) return;
    this.restarts++;
    this.idle = 0;
    this.pairs.clear();
  }

  /** Starts a line search from the position. */
  private search(): void {
    const { gradient, pairs, preconditioner } = this;
    const direction = new Float64Array(gradient.length);
    pairs.direct(preconditioner, gradient, direction);
    let slope = dot(gradient, direction);
    if (!(slope < 0) && pairs.count > 0) {
      pairs.clear();
      pairs.direct(preconditioner, gradient, direction);
      slope = dot(gradient, direction);
    }
    this.head(direction, slope);
  }

  private head(direction: Float64Array, slope: number): void {
    this.direction.set(direction);
    this.slope = slope;
    this.trials = slope < 0 ? 0 : MOST_TRIALS;
    this.step = 1;
    this.move();
  }

  private isLower(cost: number, slope: number): boolean {
    if (!Number.isFinite(cost) || !Number.isFinite(slope)) return false;
    if (cost <= this.cost + SUFFICIENT * this.step * this.slope) return true;
    const isHidden = cost <= this.cost + this.noise * Math.abs(this.cost);
    return isHidden && Math.abs(slope) <= FLATTER * Math.abs(this.slope);
  }

  private shorten(slope: number): void {
    const secant = this.slope / (this.slope - slope);
    const factor = Number.isFinite(secant) ? secant : 0.1;
    this.step *= Math.min(0.7, Math.max(0.1, factor));
    this.trials++;
    if (this.trials === MOST_TRIALS && this.pairs.count > 0) {
      this.pairs.clear();
      this.search();
      return;
    }
    this.move();
  }

  private move(): void {
    const { direction, position, step, trial } = this;
    for (let i = 0; i < trial.length; i++) trial[i] = position[i] + step * direction[i];
  }
}

import { norm, type Metrics, type Parameters } from '../../../model';
import type { Task } from '../../../tasks';
import type { KeptTensors, SolverParts, Standing } from '../solver';
import { boundingAccuracy } from './accuracy-bounds';
import { minimisingBias } from './best-bias';
import { certificateOf, gapOf, isWithin, type Certificate, type Found } from './certificate';
import { Descent } from './descent';
import { ExactPass } from './exact-pass';
import type { Valued } from './full-pass';
import { readKept, writeKept, type Stage } from './kept-descent';
import type { Newton } from './newton';
import type { Preconditioner } from './preconditioner';
import { RowScores } from './row-scores';

/** Rounding errors of a cost, relative to it. */
const NOISE = { float32: 1e-7, float64: 4e-16 };

/** The part of the tolerance that a descent aims at, since b is best only afterwards. */
const AIM = 0.5;

/** Makes what an iteration has found the model's state. */
export type Take = () => void;

/** The descent of one model to the optimum of its cost. */
export class ModelDescent implements Standing {
  metrics: Metrics | null = null;
  gap: number | null = null;
  certificate: Certificate | null = null;
  stepNorm = 0;
  /** The kind of the next iteration. */
  stage: Stage = 'float32';
  private readonly descent: Descent;
  private readonly parameters: Parameters;
  private readonly lambda: number;
  private readonly exact: ExactPass;
  /** ‖∂J/∂W‖ at the start; null before it is known. */
  private firstNorm: number | null = null;
  private isBeyondFloat32 = false;
  private found: Found | null = null;

  constructor(
    private readonly parts: SolverParts,
    private readonly index: number,
    preconditioner: Preconditioner,
    private readonly newton: Newton | null,
    kept?: KeptTensors,
  ) {
    const { objective, parameters } = parts;
    this.parameters = parameters.members[index];
    this.lambda = objective.lambdas[index];
    this.exact = new ExactPass(parts, index);
    const position = Float64Array.from(this.parameters.flat());
    this.descent = new Descent(position, preconditioner, NOISE.float32);
    if (kept !== undefined) this.restore(kept);
  }

  /** Writes the point to evaluate next into float32 parameters, to which it is rounded. */
  pointInto(narrow: Parameters): void {
    const point = this.toEvaluate();
    narrow.weights.set(point.subarray(0, narrow.weights.length));
    narrow.bias.set(point.subarray(narrow.weights.length));
    point.set(narrow.flat());
  }

  /** Judges a float32 pass at that point; null if the line search goes on, or has failed. */
  judge(valued: Valued, metrics: Metrics): Take | null {
    if (this.firstNorm !== null) {
      return this.descent.accepts(valued) ? () => this.take(valued, metrics) : null;
    }
    if (Number.isFinite(valued.cost)) return () => this.begin(valued, metrics, NOISE.float32);
    this.isBeyondFloat32 = true;
    return null;
  }

  /** True if float32 can't bring it further. */
  get hasFailed(): boolean {
    return this.isBeyondFloat32 || this.descent.isStalled;
  }

  /** Begins Newton's method, in float64, when that costs no more than the iterations so far. */
  hasten(iterations: number): void {
    if (this.newton === null || iterations < this.newton.patience) return;
    // Of float32 passes, the gradient in float64 comes first.
    if (this.stage === 'float32') this.stage = 'certify';
    else this.turnToNewton();
  }

  /**
   * An iteration in float64, as a cooperative task.
   *
   * @param isLast  true to bound the gap wherever the model is
   */
  *advancing(isLast: boolean): Task<Take> {
    if (this.stage === 'ended') return () => undefined;
    if (isLast || this.stage === 'certify') return yield* this.certifying(isLast);
    do {
      const take = yield* this.searching();
      if (take !== null) return take;
    } while (this.turnToNewton());
    return yield* this.certifying(isLast);
  }

  kept(): KeptTensors {
    const { descent, firstNorm, found, gap, stage, stepNorm } = this;
    const own = { firstNorm, found, gap, stage, stepNorm };
    return writeKept({ ...own, ...descent.kept() });
  }

  /** Float64 passes until the line search has accepted a point; null if it has failed. */
  private *searching(): Task<Take | null> {
    const { descent, exact, newton } = this;
    if (this.stage === 'newton' && newton !== null) {
      descent.turn(yield* newton.direction(descent.position, descent.gradient));
    }
    while (!descent.isStalled) {
      exact.goTo(this.toEvaluate());
      const { valued, metrics } = yield* exact.run();
      if (this.firstNorm === null) return () => this.begin(valued, metrics, NOISE.float64);
      if (descent.accepts(valued)) return () => this.take(valued, metrics);
    }
    return null;
  }

  /** Minimises b exactly, and bounds the gap. */
  private *certifying(isLast: boolean): Task<Take> {
    const { descent, exact, parts } = this;
    const { objective, point } = exact;
    point.assign(descent.position);
    const scores = new RowScores(objective, point, parts.source);
    const { shift, hessian } = yield* minimisingBias(
      parts.backend,
      objective.minimised,
      parts.all,
      point.classes,
      (added, receive) => scores.shifted(added, receive),
    );
    for (let k = 0; k < shift.length; k++) point.bias[k] += shift[k];
    const { valued, metrics } = yield* exact.run();
    const gradientNorm = this.weightNorm(valued.gradient);
    const rounding = exact.roundingOf(hessian);
    const firstNorm = this.firstNorm ?? gradientNorm;
    const found = { cost: valued.cost, gradientNorm, firstNorm, rounding };
    const options = { ...parts.settings[this.index], lambda: this.lambda };
    const position = point.values.slice() as Float64Array;
    const isStuck = descent.isStalled && descent.isExact;
    if (!isWithin(found, options) && !isStuck && !isLast) {
      return () => {
        descent.position.set(position);
        this.begin(valued, metrics, NOISE.float64);
      };
    }
    const distance = gradientNorm / (2 * this.lambda);
    const bounds = yield* boundingAccuracy(objective, scores, shift, {
      distance,
      hessian,
      all: parts.all,
    });
    return () => {
      descent.position.set(position);
      this.parameters.assign(position);
      this.metrics = metrics;
      this.end({ ...found, ...bounds, isCut: isLast && !isStuck });
    };
  }

  /** Starts from a point whose value is known. */
  private begin(valued: Valued, metrics: Metrics, noise: number): void {
    this.firstNorm ??= this.weightNorm(valued.gradient);
    this.descent.anchor(valued, noise);
    this.settle(valued, metrics);
  }

  private take(valued: Valued, metrics: Metrics): void {
    const { position, trial } = this.descent;
    const W = this.parameters.weights.length;
    this.stepNorm = Math.sqrt(
      trial.subarray(0, W).reduce((sum, value, i) => sum + (value - position[i]) ** 2, 0),
    );
    this.descent.take(valued);
    this.settle(valued, metrics);
  }

  /** Takes over the descent's position, and decides what comes next. */
  private settle({ cost, gradient }: Valued, metrics: Metrics): void {
    const { firstNorm, lambda, parts } = this;
    this.parameters.assign(this.descent.position);
    this.metrics = metrics;
    const gradientNorm = this.weightNorm(gradient);
    const found = { cost, gradientNorm, rounding: 0, firstNorm: firstNorm ?? gradientNorm };
    this.gap = lambda === 0 ? null : gapOf(found, lambda);
    const tolerance = AIM * parts.settings[this.index].tolerance;
    if (isWithin(found, { lambda, tolerance })) this.stage = 'certify';
    else if (this.descent.isStalled) {
      if (!this.turnToNewton()) this.stage = 'certify';
    } else if (this.descent.isExact && this.stage !== 'newton') this.stage = 'float64';
  }

  /** Goes on by Newton's method after L-BFGS in float64; false where there is none to turn to. */
  private turnToNewton(): boolean {
    if (this.newton === null || this.stage !== 'float64') return false;
    this.stage = 'newton';
    this.descent.rouse();
    return true;
  }

  private end(found: Found): void {
    this.found = found;
    this.certificate = certificateOf(found, {
      ...this.parts.settings[this.index],
      lambda: this.lambda,
    });
    this.gap = this.certificate.gap;
    this.stage = 'ended';
  }

  /** The point to evaluate next; its numbers may be rounded. */
  private toEvaluate(): Float64Array {
    return this.firstNorm === null ? this.descent.position : this.descent.trial;
  }

  private weightNorm(gradient: Float64Array): number {
    return norm(gradient.subarray(0, this.parameters.weights.length));
  }

  private restore(kept: KeptTensors): void {
    const state = readKept(kept);
    const { firstNorm, gap, stage, stepNorm } = state;
    Object.assign(this, { firstNorm, gap, stage, stepNorm });
    this.descent.restore(state);
    if (state.found !== null) this.end(state.found);
  }
}

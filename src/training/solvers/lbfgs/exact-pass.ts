import { Metrics, Parameters, type LinearObjective } from '../../../model';
import type { Task } from '../../../tasks';
import type { SolverParts } from '../solver';
import { FullPass, type Valued } from './full-pass';

/** Passes through one model in float64, of weights as the model's dtype has them. */
export class ExactPass {
  /** W as the model has it, and b in float64. */
  readonly point: Parameters;
  private readonly isRounded: boolean;
  private own: { readonly objective: LinearObjective; readonly pass: FullPass } | undefined;

  constructor(
    private readonly parts: SolverParts,
    private readonly index: number,
  ) {
    const { classes, features, dtype } = parts.parameters;
    this.point = new Parameters(classes, features, 'float64');
    this.isRounded = dtype !== 'float64';
  }

  /** The objective of this model alone, in float64. */
  get objective(): LinearObjective {
    return this.exactly().objective;
  }

  /** Goes to [W, b], of which W is rounded. @param values  K·d + K; updated */
  goTo(values: Float64Array): void {
    const { weights } = this.point;
    if (this.isRounded) {
      for (let i = 0; i < weights.length; i++) values[i] = Math.fround(values[i]);
    }
    this.point.assign(values);
  }

  /** Computes the cost and its gradient at the point, as a cooperative task. */
  *run(): Task<{ readonly valued: Valued; readonly metrics: Metrics }> {
    const metrics = new Metrics(this.point.classes);
    const [valued] = yield* this.exactly().pass.run(this.point, [metrics]);
    return { valued, metrics };
  }

  /**
   * ½ δᵀ H δ, with a hundredth to spare, of the change δ that the model's dtype makes to b.
   *
   * @param hessian  ∂²loss/∂b²: K×K
   */
  roundingOf(hessian: Float64Array): number {
    if (!this.isRounded) return 0;
    const { bias } = this.point;
    const K = bias.length;
    const delta = Float64Array.from(bias, (b) => Math.fround(b) - b);
    let sum = 0;
    for (let k = 0; k < K; k++) {
      for (let l = 0; l < K; l++) sum += delta[k] * hessian[k * K + l] * delta[l];
    }
    return (1.02 * Math.max(0, sum)) / 2;
  }

  /** Created on first use: its buffers are those of a pass. */
  private exactly() {
    const { objective: wide } = this.parts;
    if (this.own === undefined) {
      const objective = wide.withLambdas([wide.lambdas[this.index]], this.point);
      this.own = { objective, pass: new FullPass(objective, this.point, this.parts) };
    }
    return this.own;
  }
}

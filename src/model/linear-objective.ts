import type { Backend, Plan } from '../backend';
import type { Batch, Samples } from '../data';
import { CROSS_ENTROPY, type Objective } from './objective';
import type { Stack } from './parameters';
import { ComposedPasses } from './passes/composed-passes';
import { FusedPasses, type FusedPlan } from './passes/fused-passes';
import type { Passes } from './passes/passes';
import { Tally, type Evaluation } from './tally';
import type { Update } from './update';
import { penaltyForward } from './weight-penalty';

/** Options of a linear objective. */
export interface ObjectiveOptions {
  /** The loss and its label smoothing. By default softmax and cross-entropy. */
  readonly objective?: Objective;
  /** λ of each model: M. By default 0. */
  readonly lambdas?: readonly number[];
  /** How samples pass through the models. By default what suits their shape on the backend. */
  readonly plan?: Plan;
}

/**
 * The cost J = loss + λ Σ W² of linear models that see the same samples, and its gradient
 * dW = Gᵀ X + 2λ W, db = Σ rows of G, where G is the gradient of the mean loss with respect to the
 * scores S = X Wᵀ + 1 bᵀ. The bias is not penalised.
 *
 * Whole passes run in the backend's fused kernels if it has them and the samples lie in memory, and
 * are composed of its simple kernels otherwise.
 */
export class LinearObjective {
  readonly plan: Plan;
  /** λ of each model: M. */
  readonly lambdas: Float64Array;
  private readonly objective: Objective;
  private readonly fused: FusedPasses | null;
  /** Made when first needed: its buffers are of the size of a tile. */
  private composed: ComposedPasses | undefined;

  /** @param shape  of the models: M, K, d and the type of the numbers */
  constructor(
    private readonly backend: Backend,
    private readonly shape: Stack,
    { objective = CROSS_ENTROPY, lambdas, plan = backend.planFor(shape) }: ObjectiveOptions = {},
  ) {
    this.plan = plan;
    this.objective = objective;
    this.lambdas = Float64Array.from(lambdas ?? shape.members.map(() => 0));
    const { fused } = backend;
    this.fused = fused && new FusedPasses(backend, fused, plan as FusedPlan, objective);
  }

  /**
   * Computes the gradient of each model's cost on a mini-batch.
   *
   * @param gradients   dW and db of each model; the output
   * @param parameters  W and b of each model
   * @param batch       the numbers of the mini-batch's samples
   */
  gradient(gradients: Stack, parameters: Stack, samples: Samples, batch: Uint32Array): void {
    this.passes(samples).gradients(gradients, parameters, this.lambdas, samples, batch);
  }

  /**
   * Makes a step of gradient descent on a mini-batch, in the same pass: see `Update`.
   *
   * @param gradients   dW and db of each model before the step; an output
   * @param parameters  W and b of each model; an output too
   */
  step(gradients: Stack, parameters: Stack, batch: Batch, update: Update): void {
    const [{ samples, numbers, first, count }] = batch;
    const rows = numbers.subarray(first, first + count);
    this.passes(samples).steps(gradients, parameters, this.lambdas, update, samples, rows);
  }

  /** Adds each sample's loss, times its weight, and each model's prediction to its metrics. */
  evaluate(
    metrics: readonly Tally[],
    parameters: Stack,
    samples: Samples,
    numbers: Uint32Array,
  ): void {
    this.passes(samples).answers(metrics, parameters, samples, numbers);
  }

  /** The mean loss, the cost and the accuracy of a model, from its metrics. */
  evaluation(metrics: Tally, parameters: Stack, model = 0): Evaluation {
    const { weights } = parameters.members[model];
    return metrics.evaluation(penaltyForward(weights, this.lambdas[model]));
  }

  /** Evaluates the first model on samples. */
  cost(parameters: Stack, samples: Samples, numbers: Uint32Array): Evaluation {
    const metrics = new Tally(parameters.classes);
    this.evaluate([metrics], parameters, samples, numbers);
    return this.evaluation(metrics, parameters);
  }

  /** Makes the same objective with other λ. */
  withLambdas(lambdas: readonly number[]): LinearObjective {
    const { backend, objective, plan, shape } = this;
    const Own = this.constructor as typeof LinearObjective;
    return new Own(backend, shape, { objective, plan, lambdas });
  }

  private passes(samples: Samples): Passes {
    if (this.fused !== null && samples.stored !== undefined) return this.fused;
    const { backend, plan, shape, objective } = this;
    return (this.composed ??= new ComposedPasses(backend, plan, shape, objective));
  }
}

import type { Backend, FloatArray, Plan } from '../backend';
import { batchOf, rowsIn, type Batch, type RowSource, type Samples } from '../data';
import { LOSS_FUNCTIONS, type LossFunction } from './losses';
import { CROSS_ENTROPY, type Objective } from './objective';
import { ParameterStack, type Parameters, type Stack } from './parameters';
import { ComposedPasses } from './passes/composed-passes';
import { FusedPasses, type FusedPlan } from './passes/fused-passes';
import type { Passes, Sums } from './passes/passes';
import { Metrics, type Evaluation } from './metrics/metrics';
import { applyStep, type StepRule } from './step-rule';
import { penaltyBackward, penaltyForward } from './weight-penalty';

export interface ObjectiveOptions {
  /** The loss and its label smoothing. By default softmax and cross-entropy. */
  readonly objective?: Objective;
  /** λ of each model: M. By default 0. */
  readonly lambdas?: readonly number[];
  /** The execution plan. By default the best for this shape on the backend. */
  readonly plan?: Plan;
}

/**
 * The cost J = loss + λ Σ W² of linear models that see the same samples, and its gradient
 * dW = Gᵀ X + 2λ W, db = Σ rows of G, where G is the gradient of the mean loss with respect to the
 * scores S = X Wᵀ + 1 bᵀ. The bias is not penalised.
 *
 * Sums add up over any batches: `add` adds a batch, and `finish` divides by the total weight and
 * adds the penalty. A step on a mini-batch is a single pass instead.
 */
export class LinearObjective {
  readonly plan: Plan;
  /** λ of each model: M. */
  readonly lambdas: Float64Array;
  private readonly objective: Objective;
  private readonly fused: FusedPasses | null;
  /** Created on first use: its buffers have the size of a tile. */
  private composed: ComposedPasses | undefined;
  /** Created on first use: for mini-batches in several parts. */
  private sums: Sums | undefined;

  /** @param shape  of the models: M, K, d and dtype */
  constructor(
    private readonly backend: Backend,
    private readonly shape: Stack,
    { objective = CROSS_ENTROPY, lambdas, plan = backend.planFor(shape) }: ObjectiveOptions = {},
  ) {
    this.plan = plan;
    this.objective = objective;
    this.lambdas = Float64Array.from(lambdas ?? shape.members.map(() => 0));
    const { fused } = backend;
    const { fused: name } = LOSS_FUNCTIONS[objective.loss];
    this.fused =
      fused && name !== undefined
        ? new FusedPasses(fused, plan as FusedPlan, name, objective.labelSmoothing, this.lambdas)
        : null;
  }

  /** Creates sums over no samples. */
  noSums(): Sums {
    const { members, classes, features, dtype } = this.shape;
    const gradients = new ParameterStack(members.length, classes, features, dtype, this.backend);
    const losses = new Float64Array(members.length);
    return { gradients, losses, weight: new Float64Array(1) };
  }

  /**
   * Adds samples to sums, in their order.
   *
   * @param metrics  of each model, to which the samples are added too: as by `evaluate`, to the bit,
   *                 without a second pass
   */
  add(sums: Sums, parameters: Stack, batch: Batch, metrics?: readonly Metrics[]): void {
    for (const rows of batch) this.passes(rows.samples).add(sums, parameters, rows, metrics);
  }

  /**
   * Completes sums over all samples in place: their gradients become those of the cost.
   *
   * @returns J of each model: M
   */
  finish({ gradients, losses, weight }: Sums, parameters: Stack): Float64Array {
    const { values } = gradients;
    const [total] = weight;
    for (let i = 0; i < values.length; i++) values[i] /= total;
    return losses.map((loss, m) => {
      const { weights } = parameters.members[m];
      penaltyBackward(gradients.members[m].weights, weights, this.lambdas[m]);
      return loss / total + penaltyForward(weights, this.lambdas[m]);
    });
  }

  /**
   * Computes the gradient of each model's cost on a mini-batch.
   *
   * @param gradients   dW and db of each model; the output
   * @param parameters  W and b of each model
   * @param batch       the numbers of the mini-batch's samples
   */
  gradient(gradients: Stack, parameters: Stack, samples: Samples, batch: Uint32Array): void {
    const [rows] = batchOf(samples, batch);
    this.passes(samples).gradient(gradients, parameters, rows);
  }

  /**
   * Makes a gradient step on a mini-batch: see `StepRule`.
   *
   * @param gradients   dW and db of each model before the step; an output
   * @param parameters  W and b of each model; updated
   */
  step(gradients: Stack, parameters: Stack, batch: Batch, update: StepRule): void {
    if (batch.length === 1) {
      this.passes(batch[0].samples).step(gradients, parameters, batch[0], update);
      return;
    }
    const { gradients: means } = this.sumsFor(parameters, batch);
    // By the number of samples, not their weight: weights have a mean of 1 over all data.
    const samples = rowsIn(batch);
    for (let i = 0; i < means.values.length; i++) means.values[i] /= samples;
    this.stepBy(means, gradients, parameters, update);
  }

  /** Returns the sums of a part of a mini-batch, which are valid until the next step. */
  sumsFor(parameters: Stack, batch: Batch): Sums {
    const sums = (this.sums ??= this.noSums());
    for (const values of [sums.gradients.values, sums.losses, sums.weight]) values.fill(0);
    this.add(sums, parameters, batch);
    return sums;
  }

  /**
   * Makes the step of a mini-batch from the gradients of its loss alone: the sums of all its parts,
   * divided by the number of its samples.
   */
  stepBy(means: Stack, gradients: Stack, parameters: Stack, update: StepRule): void {
    gradients.values.set(means.values);
    parameters.members.forEach(({ weights }, m) => {
      const own = gradients.members[m].weights;
      this.backend.axpy(weights.length, 2 * this.lambdas[m], weights, own);
    });
    applyStep(this.backend, parameters, gradients, update);
  }

  /** Adds each sample's weighted loss and prediction to the metrics of each model. */
  evaluate(metrics: readonly Metrics[], parameters: Stack, batch: Batch): void {
    for (const rows of batch) this.passes(rows.samples).evaluate(metrics, parameters, rows);
  }

  /**
   * Computes the scores of one model for the samples `first` … `first + count − 1`.
   *
   * @param S  count×K, of the parameters' dtype; the output
   */
  scores(
    S: FloatArray,
    parameters: Parameters,
    samples: Samples,
    first: number,
    count: number,
  ): void {
    this.passes(samples).scores(S, parameters, samples, first, count);
  }

  /** Returns the mean loss, cost and accuracy of a model from its metrics. */
  evaluation(metrics: Metrics, parameters: Stack, model = 0): Evaluation {
    const { weights } = parameters.members[model];
    return metrics.evaluation(penaltyForward(weights, this.lambdas[model]));
  }

  /** Evaluates the first model on samples. */
  cost(parameters: Stack, samples: Samples, numbers: Uint32Array): Evaluation {
    const metrics = new Metrics(parameters.classes);
    this.evaluate([metrics], parameters, batchOf(samples, numbers));
    return this.evaluation(metrics, parameters);
  }

  /** Returns the same objective with other λ, and for models of another shape or dtype if given. */
  withLambdas(lambdas: readonly number[], shape: Stack = this.shape): LinearObjective {
    const { backend, objective, plan } = this;
    const Own = this.constructor as typeof LinearObjective;
    return new Own(backend, shape, { objective, plan, lambdas });
  }

  /** The loss that is minimised, and its label smoothing. */
  get minimised(): { readonly loss: LossFunction; readonly labelSmoothing: number } {
    const { loss, labelSmoothing } = this.objective;
    return { loss: LOSS_FUNCTIONS[loss], labelSmoothing };
  }

  /** Returns what computes products with these rows: the plan's code, or BLAS where it can't. */
  productFor({ isStored }: RowSource): Plan['product'] {
    const { product } = this.plan;
    const isFused = this.fused !== null && isStored;
    return product === 'gemm' || isFused ? product : 'openblas';
  }

  private passes(samples: Samples): Passes {
    if (this.fused !== null && samples.stored !== undefined) return this.fused;
    const { backend, plan, shape, objective, lambdas } = this;
    return (this.composed ??= new ComposedPasses(backend, plan, shape, objective, lambdas));
  }
}

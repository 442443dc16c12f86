import type { Backend, Plan } from '../backend';
import type { Samples } from '../data';
import type { Parameters } from './parameters';
import { ModelPasses, type PassOptions } from './passes';
import { Tally, type Evaluation } from './tally';
import type { Update } from './update';
import { penaltyForward } from './weight-penalty';

/** What a model is made for: see `PassOptions`. */
export interface ModelOptions extends PassOptions {
  /** How many rows pass together; by default what the plan has. */
  readonly tileRows?: number;
}

/** A linear model: scores S = X Wᵀ + 1 bᵀ, and the loss that they are trained on. */
export class LinearModel {
  private readonly passes: ModelPasses;

  constructor(
    readonly parameters: Parameters,
    backend: Backend,
    { objective, plan = backend.planFor(parameters), tileRows }: ModelOptions = {},
  ) {
    const given = tileRows === undefined ? plan : { ...plan, tileRows, reason: 'asked for' };
    this.passes = new ModelPasses(backend, parameters, { objective, plan: given });
  }

  /** How samples pass through the classifier. */
  get plan(): Plan {
    return this.passes.plan;
  }

  /**
   * The cost J = loss + λ Σ W² on samples, with what it is made of, and the accuracy. The learning
   * curves are made of the same two steps: `tally`, a slice of samples at a time, and `evaluation`.
   *
   * @param numbers  the samples' numbers
   * @param lambda   λ, the weight decay
   */
  evaluate(samples: Samples, numbers: Uint32Array, lambda: number): Evaluation {
    const tally = new Tally(this.parameters.classes);
    this.tally(tally, samples, numbers);
    return this.evaluation(tally, lambda);
  }

  /**
   * The gradient of a mini-batch's cost J = loss + λ Σ W²: dW = Gᵀ X + 2λ W, db = Σ rows of G, where
   * G is the gradient of the mean loss with respect to the scores.
   *
   * @param gradient  dW: K×d and db: K; the output
   * @param samples   what the mini-batch is from
   * @param batch     the mini-batch's sample numbers
   * @param lambda    λ, the weight decay
   */
  costGradient(gradient: Parameters, samples: Samples, batch: Uint32Array, lambda: number): void {
    const lambdas = Float64Array.of(lambda);
    this.passes.gradients(gradient, this.parameters, lambdas, samples, batch);
  }

  /**
   * A step on a mini-batch's cost: W ← W − η dW, b ← b − η db, or with momentum: see `Update`.
   *
   * @param gradient  as in `costGradient`: at the parameters before the step; an output
   * @param update    how; of one model
   */
  step(
    gradient: Parameters,
    samples: Samples,
    batch: Uint32Array,
    lambda: number,
    update: Update,
  ): void {
    const lambdas = Float64Array.of(lambda);
    this.passes.steps(gradient, this.parameters, lambdas, update, samples, batch);
  }

  /** Adds the loss and the answers of samples to a tally. */
  tally(tally: Tally, samples: Samples, numbers: Uint32Array): void {
    this.passes.answers([tally], this.parameters, samples, numbers);
  }

  /** What a tally comes to, with the penalty of the weights as they are now. */
  evaluation(tally: Tally, lambda: number): Evaluation {
    return tally.evaluation(penaltyForward(this.parameters.weights, lambda));
  }
}

import type { Backend, Plan } from '../backend';
import type { Samples } from '../data';
import type { Parameters } from './parameters';
import { ModelPasses } from './passes';
import { Tally, type Evaluation } from './tally';
import { penaltyForward } from './weight-penalty';

/** A linear classifier: P = softmax(X Wᵀ + 1 bᵀ). */
export class SoftmaxClassifier {
  private readonly passes: ModelPasses;

  /** @param tileRows  how many rows pass together; by default what suits the shape on the backend */
  constructor(
    readonly parameters: Parameters,
    backend: Backend,
    tileRows?: number,
  ) {
    this.passes = new ModelPasses(backend, parameters, tileRows);
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
   * The gradient of a mini-batch's cost J = loss + λ Σ W²: dW = Gᵀ X + 2λ W, db = Σ rows of G.
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
   * A step of gradient descent on a mini-batch's cost: W ← W − η dW, b ← b − η db.
   *
   * @param gradient  as in `costGradient`: at the parameters before the step; an output
   * @param eta       η, the learning rate
   */
  step(
    gradient: Parameters,
    samples: Samples,
    batch: Uint32Array,
    lambda: number,
    eta: number,
  ): void {
    const lambdas = Float64Array.of(lambda);
    const etas = Float64Array.of(eta);
    this.passes.steps(gradient, this.parameters, lambdas, etas, samples, batch);
  }

  /** Adds the cross-entropy and the answers of samples to a tally. */
  tally(tally: Tally, samples: Samples, numbers: Uint32Array): void {
    this.passes.answers([tally], this.parameters, samples, numbers);
  }

  /** What a tally comes to, with the penalty of the weights as they are now. */
  evaluation(tally: Tally, lambda: number): Evaluation {
    return tally.evaluation(penaltyForward(this.parameters.weights, lambda));
  }
}

import type { PassOptions, Product, ScorePass } from '../../../binding';
import type { Backend, FloatArray, FusedKernels, Plan } from '../../backend';
import type { DenseFeatures, Features, Row } from '../../data';
import { fold, Parameters, type FittedModel } from '../../model';

export interface Compute {
  readonly backend: Backend;
  readonly plan: Plan;
}

type Pass = ScorePass<FloatArray>;

/** Rows scored in one call: the scores of more would leave the cache before they are read. */
const TOGETHER = 512;

/** Scores raw features by a backend's fused kernels, with a pass for each kind of features. */
export class FusedScores {
  /** The pass for bytes, which are standardised on the way. */
  private bytes: Pass | undefined;
  /** The pass for numbers, with the standardisation folded in; null if that would lose digits. */
  private numbers: Pass | null | undefined;
  /** The scores of a call, in the model's dtype. */
  private S: FloatArray | undefined;

  private constructor(
    private readonly model: FittedModel,
    private readonly compute: Compute,
    private readonly kernels: FusedKernels,
  ) {}

  /** Returns null if the backend has no fused kernels. */
  static for(model: FittedModel, compute: Compute): FusedScores | null {
    const { fused } = compute.backend;
    return fused && new FusedScores(model, compute, fused);
  }

  takes(row: Row | Features): row is DenseFeatures {
    if (row instanceof Uint8Array) return true;
    const isOfNumbers = row instanceof Float32Array || row instanceof Float64Array;
    return isOfNumbers && this.ofNumbers() !== null;
  }

  /** Computes S = X' Wᵀ + 1 bᵀ: see `BatchScorer`. */
  score(X: DenseFeatures, samples: number, scores: Float64Array): void {
    const pass = X instanceof Uint8Array ? this.ofBytes() : this.ofNumbers();
    if (pass === null) throw new Error('these features are not for the fused kernels');
    const { classes: K, dtype } = this.model.parameters;
    const S = (this.S ??= this.compute.backend.allocate(dtype, TOGETHER * K));
    for (let first = 0; first < samples; first += TOGETHER) {
      const count = Math.min(TOGETHER, samples - first);
      pass(S, X, first, count);
      const to = first * K;
      for (let i = 0; i < count * K; i++) scores[to + i] = S[i];
    }
  }

  private ofBytes(): Pass {
    const { parameters, standardiser } = this.model;
    return (this.bytes ??= this.passOf(parameters, standardiser.affine(parameters.dtype)));
  }

  private ofNumbers(): Pass | null {
    if (this.numbers !== undefined) return this.numbers;
    const { classes, features, dtype } = this.model.parameters;
    const { weights, bias, centre } = fold(this.model, dtype);
    if (centre !== null) return (this.numbers = null);
    const folded = Parameters.zeros(classes, features, dtype, this.compute.backend);
    folded.weights.set(weights);
    folded.bias.set(bias);
    return (this.numbers = this.passOf(folded, { slope: null, intercept: null }));
  }

  private passOf(
    { classes, features, values }: Parameters,
    { slope, intercept }: Pick<PassOptions<FloatArray>, 'slope' | 'intercept'>,
  ): Pass {
    const { product, tileRows } = this.compute.plan;
    return this.kernels.prepareScores<FloatArray>({
      ...{ parameters: values, classes, features, slope, intercept, mean: null, inverse: null },
      ...{ product: product as Product, tileRows },
    });
  }
}

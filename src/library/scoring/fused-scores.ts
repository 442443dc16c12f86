import type { Product } from '../../../binding';
import type { FloatArray, FusedKernels } from '../../backend';
import type { Features, Row } from '../../data';
import { fold, Parameters, type FittedModel } from '../../model';
import type { Compute } from './compute';

/** What a kernel is called with for features of a kind. */
interface Prepared {
  readonly parameters: FloatArray;
  readonly slope: FloatArray | null;
  readonly intercept: FloatArray | null;
}

/** Rows that are scored in one call: the scores of more would leave the cache before they are read. */
const TOGETHER = 512;

/** Scores by a backend's fused kernels, straight from features as they come. */
export class FusedScores {
  /** Of bytes, which are standardised on the way. */
  private bytes: Prepared | undefined;
  /** Of numbers, for which it is folded in; null where that would cost digits. */
  private numbers: Prepared | null | undefined;
  /** A call's scores, in the model's precision. */
  private S: FloatArray | undefined;

  private constructor(
    private readonly model: FittedModel,
    private readonly compute: Compute,
    private readonly kernels: FusedKernels,
  ) {}

  /** Null where the backend has no fused kernels. */
  static for(model: FittedModel, compute: Compute): FusedScores | null {
    const { fused } = compute.backend;
    return fused && new FusedScores(model, compute, fused);
  }

  /** Whether these features can be scored. */
  takes(row: Row): row is Features {
    if (row instanceof Uint8Array) return true;
    const isOfNumbers = row instanceof Float32Array || row instanceof Float64Array;
    return isOfNumbers && this.ofNumbers() !== null;
  }

  /** S = X' Wᵀ + 1 bᵀ: see `BatchScorer`. */
  score(X: Features, samples: number, scores: Float64Array): void {
    const prepared = X instanceof Uint8Array ? this.ofBytes() : this.ofNumbers();
    if (prepared === null) throw new Error('these features are not for the fused kernels');
    const { parameters, slope, intercept } = prepared;
    const { classes: K, features: d, precision } = this.model.parameters;
    const { product, tileRows } = this.compute.plan;
    const S = (this.S ??= this.compute.backend.allocate(precision, TOGETHER * K));
    for (let first = 0; first < samples; first += TOGETHER) {
      const count = Math.min(TOGETHER, samples - first);
      // prettier-ignore
      this.kernels.modelScores(
        S, parameters, K, d, X, slope, intercept, first, count, product as Product, tileRows,
      );
      const to = first * K;
      for (let i = 0; i < count * K; i++) scores[to + i] = S[i];
    }
  }

  private ofBytes(): Prepared {
    if (this.bytes !== undefined) return this.bytes;
    const { parameters, standardiser } = this.model;
    const { slope, intercept } = standardiser.affine(parameters.precision);
    return (this.bytes = {
      parameters: parameters.values,
      slope: this.laid(slope),
      intercept: this.laid(intercept),
    });
  }

  private ofNumbers(): Prepared | null {
    if (this.numbers !== undefined) return this.numbers;
    const { classes, features, precision } = this.model.parameters;
    const { weights, bias, centre } = fold(this.model, precision);
    if (centre !== null) return (this.numbers = null);
    const folded = Parameters.zeros(classes, features, precision, this.compute.backend);
    folded.weights.set(weights);
    folded.bias.set(bias);
    return (this.numbers = { parameters: folded.values, slope: null, intercept: null });
  }

  /** A copy that lies as suits the kernels. */
  private laid(values: FloatArray): FloatArray {
    const copy = this.compute.backend.allocate(this.model.parameters.precision, values.length);
    copy.set(values);
    return copy;
  }
}

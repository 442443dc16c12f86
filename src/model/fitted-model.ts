import type { ImageShape, Standardiser } from '../data';
import type { Objective } from './objective';
import type { Parameters } from './parameters';

/** A trained model as plain values: what it predicts by, and its provenance. */
export interface FittedModel {
  /** The classes' names: K. */
  readonly classes: readonly string[];
  /** W and b, of standardised features. */
  readonly parameters: Parameters;
  readonly standardiser: Standardiser;
  readonly objective: Objective;
  /** λ, for the cost of an evaluation. */
  readonly lambda: number;
  /** T, above 0: probabilities are those of the scores s/T. 1 unless calibrated. */
  readonly temperature: number;
  /** Where features are images, their shape. */
  readonly image: ImageShape | null;
  /** What it was trained with and on, and by which version: values that JSON can hold. */
  readonly provenance: Provenance;
}

/**
 * Where a model comes from; keys that other programs add are kept.
 *
 * @inline
 */
export type Provenance = Readonly<Record<string, unknown>>;

import type { ImageShape, LabelType, Standardiser } from '../data';
import type { PatchFeatures } from '../patches';
import type { Preparation } from '../tables/preparation';
import type { Objective } from './objective';
import type { Parameters } from './parameters';

/** A trained model as plain values, with its provenance. */
export interface FittedModel {
  /** The classes' names: K. */
  readonly classes: readonly string[];
  /** The type of the labels; by default strings. */
  readonly labelType?: LabelType | undefined;
  /** W and b, for standardised features. */
  readonly parameters: Parameters;
  /** The features' names: d; null if they have none. */
  readonly featureNames: readonly string[] | null;
  /**
   * What makes the features of a table's columns: `featureNames` are those that it makes. Null if the
   * model learnt from features as they are.
   */
  readonly preparation: Preparation | null;
  /**
   * What makes features of pictures, which the model takes; W and b are for its features. Null if samples
   * are features as they come.
   */
  readonly patches: PatchFeatures | null;
  readonly standardiser: Standardiser;
  readonly objective: Objective;
  /** λ, for the cost of an evaluation. */
  readonly lambda: number;
  /** T, above 0: probabilities are those of the scores s/T. 1 unless calibrated. */
  readonly temperature: number;
  /** The shape of images that are features as they come; null for other features. */
  readonly image: ImageShape | null;
  /** Settings, data, backend and version of the training, as JSON values. */
  readonly provenance: Provenance;
}

/** Returns true if all numbers of a model are finite: after a training that diverged, some aren't. */
export function isFiniteModel({ parameters, standardiser }: FittedModel): boolean {
  const { mean, deviation } = standardiser;
  return [parameters.values, mean, deviation].every((values) => values.every(Number.isFinite));
}

/** The origin of a model. Keys added by other programs are kept. @inline */
export type Provenance = Readonly<Record<string, unknown>>;

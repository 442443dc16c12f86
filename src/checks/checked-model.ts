import type { Backend } from '../backend';
import {
  assertDataSet,
  assertFiniteFeatures,
  Standardiser,
  StandardisedSet,
  type DataSet,
} from '../data';
import { assertInteger, assertNonNegative, assertOneOf } from '../errors';
import { assertLabelSmoothing, DEFAULT_LOSS, LOSSES, Parameters, type Loss } from '../model';
import { defaultRng } from '../random';

/** Options for the cost of a classifier to check, and the parameters to check it at. */
export interface CheckedModelOptions {
  /** λ, the weight decay: the cost is J = loss + λ Σ W². At least 0. By default 0. */
  readonly lambda?: number;
  /** The loss. By default `cross-entropy`. */
  readonly loss?: Loss;
  /** ε of label smoothing: targets are (1 − ε) Y + ε/K. From 0 to below 1. By default 0. */
  readonly labelSmoothing?: number;
  /** The seed of the generator that draws W and b: an integer from 0. By default 42. */
  readonly seed?: number;
  /** The backend to check. By default that of `selectBackend()`. */
  readonly backend?: Backend;
}

/** The names of these options. */
export const MODEL_OPTIONS = ['lambda', 'loss', 'labelSmoothing', 'seed', 'backend'];

/**
 * Standardises a data set by its own mean and deviation, and draws the parameters.
 *
 * @throws TypeError or RangeError naming the invalid option or field of the data
 */
export function checkedModel(data: DataSet, options: CheckedModelOptions) {
  const { lambda = 0, loss = DEFAULT_LOSS, labelSmoothing = 0, seed = 42 } = options;
  assertDataSet('data', data);
  assertFiniteFeatures('data', data);
  assertNonNegative('lambda', lambda);
  assertOneOf('loss', loss, LOSSES);
  const objective = { loss, labelSmoothing };
  assertLabelSmoothing('labelSmoothing', objective);
  assertInteger('seed', seed, 0);
  const samples = new StandardisedSet(data, Standardiser.fit(data));
  const parameters = drawCheckedParameters(data.classes.length, data.features, seed);
  return { samples, parameters, objective, lambda };
}

/**
 * Draws the initial weights of a training in float64, then a bias in the same way, since at b = 0,
 * where training starts, a penalised bias can't be seen.
 */
export function drawCheckedParameters(classes: number, features: number, seed: number): Parameters {
  const generator = defaultRng(seed);
  const parameters = Parameters.draw(classes, features, 'float64', generator);
  const { bias } = parameters;
  for (let k = 0; k < classes; k++) bias[k] = 0.01 * generator.standardNormal();
  return parameters;
}

import { OnelayerError, show } from '../errors';
import { canSmooth, type FittedModel } from '../model';

/** The most features that kernels take. */
const MOST_FEATURES = 2 ** 31 - 64;

/**
 * Asserts that the parts of a model are consistent, and that all its numbers are finite.
 *
 * @param name  of the file
 * @throws OnelayerError FILE_INVALID that names the fault
 */
export function assertSound(model: FittedModel, name: string): FittedModel {
  const { classes, parameters, standardiser, objective, image } = model;
  const fail = (what: string): never => {
    throw new OnelayerError('FILE_INVALID', `${name}: ${what}`);
  };
  const { features: d } = parameters;
  if (d < 1 || d > MOST_FEATURES) fail(`features: expected 1 to ${MOST_FEATURES}, got ${d}`);
  const known = new Set<string>();
  for (const own of classes) {
    if (known.has(own)) fail(`classes: expected each once, got ${show(own)} twice`);
    known.add(own);
  }
  expectFinite('weights', parameters.weights, fail);
  expectFinite('bias', parameters.bias, fail);
  expectFinite('mean', standardiser.mean, fail);
  expectFinite('deviation', standardiser.deviation, fail);
  const j = standardiser.deviation.findIndex((sigma) => sigma < 0);
  if (j >= 0) fail(`deviation[${j}]: expected at least 0, got ${standardiser.deviation[j]}`);
  if (!canSmooth(objective)) fail(`labelSmoothing: expected 0 for the ${objective.loss} loss`);
  const pixels = image === null ? d : image.width * image.height * image.channels;
  if (pixels !== d) fail(`image: expected one of ${d} values, got one of ${pixels}`);
  return model;
}

function expectFinite(
  name: string,
  values: Float32Array | Float64Array,
  fail: (what: string) => never,
): void {
  const at = values.findIndex((value) => !Number.isFinite(value));
  if (at >= 0) fail(`${name}[${at}]: expected a finite number, got ${values[at]}`);
}

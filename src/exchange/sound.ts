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
  const { weights, bias } = parameters;
  const { mean, deviation } = standardiser;
  for (const [part, values] of Object.entries({ weights, bias, mean, deviation })) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) fail(`${part}[${at}]: expected a finite number, got ${values[at]}`);
  }
  const j = deviation.findIndex((sigma) => sigma < 0);
  if (j >= 0) fail(`deviation[${j}]: expected at least 0, got ${deviation[j]}`);
  if (!canSmooth(objective)) fail(`labelSmoothing: expected 0 for the ${objective.loss} loss`);
  const pixels = image === null ? d : image.width * image.height * image.channels;
  if (pixels !== d) fail(`image: expected one of ${d} values, got one of ${pixels}`);
  return model;
}

import { assertFeatureNames, isLabelOf } from '../data';
import { OnelayerError, show } from '../errors';
import { canSmooth, type FittedModel } from '../model';
import { checkPatches } from './sound-patches';
import { checkPreparation } from './sound-preparation';

/** The most features that kernels take. */
const MOST_FEATURES = 2 ** 31 - 64;

/**
 * Asserts that the parts of a model are consistent, and that all its numbers are finite. Readers and
 * writers share it, so that nothing is written that can't be read.
 *
 * @param name  of the file, or of the model
 * @param code  whose fault it is
 * @throws OnelayerError that names the fault
 */
export function assertSound(
  model: FittedModel,
  name: string,
  code: 'FILE_INVALID' | 'MODEL_INVALID' = 'FILE_INVALID',
): FittedModel {
  const { classes, parameters, standardiser, objective, image } = model;
  const fail = (what: string): never => {
    throw new OnelayerError(code, `${name}: ${what}`);
  };
  const { features: d } = parameters;
  if (d < 1 || d > MOST_FEATURES) fail(`features: expected 1 to ${MOST_FEATURES}, got ${d}`);
  if (model.featureNames !== null) {
    try {
      assertFeatureNames('featureNames', model.featureNames, d);
    } catch (error) {
      fail((error as Error).message);
    }
  }
  if (model.preparation !== null) checkPreparation(model.preparation, model.featureNames, fail);
  checkPatches(model, fail);
  const known = new Set<string>();
  for (const own of classes) {
    if (known.has(own)) fail(`classes: expected each once, got ${show(own)} twice`);
    known.add(own);
  }
  const { labelType = 'string' } = model;
  const stray = classes.find((own) => !isLabelOf(own, labelType));
  if (stray !== undefined) fail(`classes: expected a ${labelType} each, got ${show(stray)}`);
  const { weights, bias } = parameters;
  const { mean, deviation } = standardiser;
  for (const [part, values] of Object.entries({ weights, bias, mean, deviation })) {
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) fail(`${part}[${at}]: expected a finite number, got ${values[at]}`);
  }
  const numbers = { lambda: model.lambda, temperature: model.temperature };
  for (const [part, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value)) fail(`${part}: expected a finite number, got ${value}`);
  }
  const j = deviation.findIndex((sigma) => sigma < 0);
  if (j >= 0) fail(`deviation[${j}]: expected at least 0, got ${deviation[j]}`);
  if (!canSmooth(objective)) fail(`labelSmoothing: expected 0 for the ${objective.loss} loss`);
  const pixels = image === null ? d : image.width * image.height * image.channels;
  if (pixels !== d) fail(`image: expected one of ${d} values, got one of ${pixels}`);
  return model;
}

/**
 * Asserts that numbers that a format derives from a model's are finite, too: sums and quotients may
 * overflow.
 *
 * @param values  in the order of the parts' names
 * @throws OnelayerError MODEL_INVALID that names the number and the format
 */
export function assertWritable(
  format: string,
  values: Readonly<Record<string, ArrayLike<number>>>,
): void {
  for (const [part, numbers] of Object.entries(values)) {
    for (let at = 0; at < numbers.length; at++) {
      if (Number.isFinite(numbers[at])) continue;
      const what = `${part}[${at}]: expected a number that ${format} can hold, got ${numbers[at]}`;
      throw new OnelayerError('MODEL_INVALID', `${what}: save the model as .safetensors`);
    }
  }
}

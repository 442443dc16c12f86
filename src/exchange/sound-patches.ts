import { BYTE_RANGE } from '../data';
import type { FittedModel } from '../model';
import { checkPatchSettings, PATCH_ARRAYS, patchShapes } from './patches-form';

/**
 * Checks that patches can make the features of a model.
 *
 * @param fail  throws; called with the fault
 */
export function checkPatches(
  { parameters, standardiser, patches, ...model }: FittedModel,
  fail: (fault: string) => never,
): void {
  if (patches === null) return;
  for (const key of ['preparation', 'featureNames', 'image'] as const) {
    if (model[key] !== null) fail(`${key}: expected none beside patches`);
  }
  checkPatchSettings(patches, fail);
  const { features, scale, tensors } = patches;
  const shapes = patchShapes(patches);
  for (const name of PATCH_ARRAYS) {
    const values: Float32Array | Uint8Array = tensors[name];
    const length = shapes[name].reduce((product, size) => product * size, 1);
    if (values.length !== length) {
      fail(`patches.${name}: expected ${length} numbers, got ${values.length}`);
    }
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0) fail(`patches.${name}[${at}]: expected a finite number, got ${values[at]}`);
  }
  if (!(scale > 0 && scale < Infinity && Math.fround(scale) === scale)) {
    fail(`patches.scale: expected a float32 number above 0, got ${scale}`);
  }
  const { features: d } = parameters;
  if (features !== d) fail(`features: expected the ${features} of the patches, got ${d}`);
  const { range } = standardiser;
  if (range !== BYTE_RANGE) fail(`range: expected ${BYTE_RANGE}, of patches, got ${range}`);
}

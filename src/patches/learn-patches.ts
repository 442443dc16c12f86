import { selectBackend, type Backend, type BackendOptions } from '../backend';
import type { DataSet } from '../data';
import { assertInstance, assertKnownKeys } from '../errors';
import { TaskRunner } from '../tasks';
import { PatchFeatures } from './patch-features';
import { picturesOf } from './pictures';
import { PATCH_SETTINGS, type PatchSettings } from './settings';

/**
 * Options of `patchFeatures`.
 *
 * @category Features
 */
export interface PatchOptions
  extends PatchSettings, Omit<BackendOptions, 'backend' | 'tileRows' | 'product'> {
  /** A backend, or the name of one. By default `auto`. */
  readonly backend?: BackendOptions['backend'] | Backend;
  /** Stops learning; its reason is thrown. By default none. */
  readonly signal?: AbortSignal;
}

/**
 * Learns features of pictures without their labels: draws a dictionary of random patches of the training
 * pictures, whitens them, and counts in each region of a picture the patches that are like one of the
 * dictionary, and those that are like its negative. A linear classifier of the counts' roots is right
 * about 80 % of CIFAR-10, of pixels about 40 %. `transform` of the result makes features of any set, and a
 * classifier that is trained on them has the patches in its model: it takes pictures.
 *
 * @param pictures  the training set: pictures of bytes; all of them may be drawn from
 * @param options   see {@link PatchSettings}; by default 1,024 patches of 6×6 pixels
 * @throws TypeError or RangeError naming the option or the field of the data set; the signal's reason
 * @category Features
 * @example
 * const training = await loadPictures('pets/train', { size: 32 });
 * const test = await loadPictures('pets/test', { like: training });
 * const patches = await patchFeatures(training, { patches: 64 });
 * const { classifier } = await train(await patches.transform(training), {
 *   ...{ standardise: 'damped', eta: 32, momentum: 0.9, lambda: 1e-7 },
 *   ...{ epochs: 20, schedule: { kind: 'cosine' } },
 * });
 * console.log((await classifier.evaluate(test)).accuracy);
 */
export async function patchFeatures(
  pictures: DataSet,
  { backend = 'auto', threads = 'all', signal, ...settings }: PatchOptions = {},
): Promise<PatchFeatures> {
  assertKnownKeys('options', settings, PATCH_SETTINGS);
  if (signal !== undefined) assertInstance('signal', signal, [AbortSignal]);
  const of = picturesOf('pictures', pictures);
  const chosen = typeof backend === 'string' ? selectBackend({ backend, threads }) : backend;
  return await new TaskRunner(signal).run(PatchFeatures.learning(chosen, of, settings));
}

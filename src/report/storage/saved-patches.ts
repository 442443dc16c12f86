import path from 'node:path';
import { encodeNpy } from '../../data';
import type { PatchFeatures } from '../../patches';
import { storeWhole } from '../../files';
import type { ReportedRun, Results } from '../results/results';
import { BYTES, FLOATS, readNpy } from './read-npy';
import { readPictures, type SavedImages } from './saved-examples';

/** The file of a dictionary, in a run's folder. */
const FILE = 'patches.npy';

/** What pictures of a dictionary of patches are made of. */
export interface SavedPatches {
  /** The patches, a row each: planes of side × side bytes. */
  readonly patches: Uint8Array;
  /** W: K×F. */
  readonly weights: Float32Array | Float64Array;
  /** The example images: of each class the hits, then the mistakes; null if they aren't there. */
  readonly examples: SavedImages | null;
}

/** Saves the patches of a dictionary into a run's folder, beside its weights: bytes, one a row. */
export async function savePatches(
  folder: string,
  { settings, tensors }: PatchFeatures,
): Promise<void> {
  const { patches } = tensors;
  const shape = [settings.patches, patches.length / settings.patches];
  await storeWhole(path.join(folder, FILE), encodeNpy(patches, shape));
}

/**
 * Reads the patches and the weights that a run saved beside its results; null if they aren't there.
 *
 * @throws OnelayerError FILE_INVALID if a file is damaged, or isn't this run's
 */
export async function readSavedPatches(
  resultsFile: string,
  { classes, patches: used }: Results,
  { analysis, folder }: ReportedRun,
): Promise<SavedPatches | null> {
  if (folder === null || analysis === null || used === undefined) return null;
  const own = path.join(path.dirname(resultsFile), folder);
  const numbers = used.channels * used.side ** 2;
  const patches = await readNpy(path.join(own, FILE), [used.patches, numbers], BYTES);
  const shape = [classes.length, used.features];
  const weights = await readNpy(path.join(own, 'weights.npy'), shape, FLOATS);
  const examples = await readPictures(own, analysis, used.channels);
  return patches && weights && { patches, weights, examples };
}

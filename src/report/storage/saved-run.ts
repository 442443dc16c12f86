import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { encodeNpy, type DataSet, type DenseFeatures } from '../../data';
import { notWritable, storeWhole } from '../../files';
import { norm, type FittedModel } from '../../model';
import { Claims } from './consistency/claims';
import { FLOATS, readNpy } from './read-npy';
import { readExamples, saveExamples, savePictures, type SavedImages } from './saved-examples';
import { readSnapshots, saveSnapshots, type WeightSnapshot } from './weight-snapshots';
import type { ReportedRun, Results } from '../results/results';
import type { TestAnalysis } from '../results/test-analysis';

/** The parts of a run that pictures are made of, and the results file doesn't have. */
export interface SavedRun {
  /** W: K×d. */
  readonly weights: Float32Array | Float64Array;
  /** The example images: of each class the hits, then the mistakes. */
  readonly examples: SavedImages;
  /** The weights at some epochs, the last of them those that the run kept; in old folders, none. */
  readonly snapshots: readonly WeightSnapshot[];
}

/**
 * Saves a run's parameters as NumPy arrays, in a folder of its own: `weights.npy` (W: K×d),
 * `bias.npy` (b: K), the `mean.npy` and `deviation.npy` (d each) that standardise pixels scaled to
 * [0, 1], and `examples.npy`, the test images that its analysis names. Snapshots go to
 * `weights-over-epochs.safetensors`, if there are any.
 *
 * @param test  as it comes: of a model with patches, pictures
 */
export async function saveRun(
  folder: string,
  { parameters, patches, standardiser }: FittedModel,
  test: DataSet,
  analysis: TestAnalysis,
  snapshots: readonly WeightSnapshot[] = [],
): Promise<void> {
  const { weights, bias, classes, features } = parameters;
  const { mean, deviation } = standardiser;
  const save = (name: string, values: DenseFeatures, shape: number[]) =>
    storeWhole(path.join(folder, `${name}.npy`), encodeNpy(values, shape));
  makeFolder(folder);
  const { image } = patches ?? {};
  // Started together, the writes overlap.
  await Promise.all([
    save('weights', weights, [classes, features]),
    save('bias', bias, [classes]),
    save('mean', mean, [features]),
    save('deviation', deviation, [features]),
    image === undefined
      ? saveExamples(folder, test, analysis)
      : savePictures(folder, { ...test, image }, analysis),
    snapshots.length > 0 && saveSnapshots(folder, snapshots, [classes, features]),
  ]);
}

/**
 * Reads the files that a run saved beside its results; null if its folder isn't there.
 *
 * @throws OnelayerError FILE_INVALID if a file is damaged, or isn't this run's
 */
export async function readSavedRun(
  resultsFile: string,
  { classes, image }: Results,
  { folder, analysis, history }: ReportedRun,
): Promise<SavedRun | null> {
  if (folder === null || analysis === null || image === null) return null;
  const ownFolder = path.join(path.dirname(resultsFile), folder);
  const features = image.width * image.height * image.channels;
  const shape = [classes.length, features] as const;
  const weights = await readNpy(path.join(ownFolder, 'weights.npy'), shape, FLOATS);
  const examples = await readExamples(ownFolder, analysis, image);
  if (weights !== null) {
    const place = new Claims(path.join(ownFolder, 'weights.npy')).at('‖W‖');
    place.close(norm(weights), analysis.weights.norm, `as in ${path.basename(resultsFile)}`);
  }
  if (!weights || !examples) return null;
  return { weights, examples, snapshots: readSnapshots(ownFolder, shape, history) };
}

/** Makes a folder and its parents, unless they exist. */
export function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw notWritable(folder, error);
  }
  return folder;
}

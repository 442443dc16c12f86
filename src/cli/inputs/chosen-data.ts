import {
  CIFAR10_CLASSES,
  type Cifar10FileName,
  type Cifar10World,
  type DataSet,
  type FormatOptions,
  type Label,
  labelledData,
  loadCifar10,
  modelFeatures,
} from '../../data';
import { OnelayerError } from '../../errors';
import { fetchProgress } from '../progress/fetch-progress';
import type { LinearClassifier } from '../../library';
import { HEADER } from './input-options';

/** d of CIFAR-10: 3 planes of 32×32 pixels. */
const CIFAR10_FEATURES = 3072;

/** The command-line options for labelled samples. */
export interface GivenData extends Omit<FormatOptions, 'header'> {
  readonly header: keyof typeof HEADER;
  /** A folder with CIFAR-10, or an archive. */
  readonly data?: string | undefined;
  readonly quiet: boolean;
}

/**
 * Loads the named file, or else a file of CIFAR-10.
 *
 * @param world  the files of CIFAR-10; tests have small ones
 * @returns labelled samples, and their origin in words
 * @throws OnelayerError if the data can't be read, or don't match the classifier's features and classes
 */
export async function chosenData(
  file: string | undefined,
  cifar10File: Cifar10FileName,
  given: GivenData,
  classifier: LinearClassifier,
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<{ readonly set: DataSet; readonly source: string }> {
  if (file !== undefined) {
    const options = { ...given, header: HEADER[given.header] };
    return { set: await labelledData(file, options, classifier, signal), source: file };
  }
  // Before a download that would be in vain.
  assertFits(classifier);
  const loaded = await loadCifar10(
    { files: [cifar10File], from: given.data, signal, ...fetchProgress(given.quiet) },
    world,
  );
  const found = loaded.sets[cifar10File];
  const set = { ...found, X: modelFeatures(cifar10File, found.X, classifier) };
  return { set, source: `${cifar10File} of CIFAR-10 from ${loaded.source}` };
}

function assertFits({ classes, features }: LinearClassifier): void {
  const isSame =
    classes.length === CIFAR10_CLASSES.length &&
    classes.every((label, k) => String(label) === CIFAR10_CLASSES[k]);
  if (features === CIFAR10_FEATURES && isSame) return;
  const what = `the classifier has ${features} features and the classes ${shown(classes)}`;
  throw new OnelayerError('DATA_INVALID', `CIFAR-10: ${what}: name a file with matching data`);
}

function shown(classes: readonly Label[]): string {
  return classes.slice(0, 8).join(', ') + (classes.length > 8 ? ', …' : '');
}

import {
  arraysToDataSet,
  type DataSet,
  type FoundArray,
  invalid,
  isOfNumbers,
  loadCsv,
  nameOf,
  type TextArray,
} from '../../data';
import { argumentError } from '../../errors';
import type { LinearClassifier } from '../../library';
import { npyOf, npzOf } from './arrays';
import { formOf } from './form-of';
import { modelFeatures } from './model-features';
import { openInput, STANDARD_INPUT } from './open-input';

/** Where labelled samples are in a file. */
export interface LabelledOptions {
  /** A CSV's column. */
  readonly label: string | number | undefined;
  /** The file with the labels of an .npy, or the array of an .npz. */
  readonly labels: string | undefined;
  /** An .npz's array of features. */
  readonly array: string;
  readonly header: boolean | 'auto';
  readonly delimiter: string;
}

/** What the labels are looked up in, and the features are read for. */
type Reader = Pick<LinearClassifier, 'classes' | 'features' | 'bytes'>;

/**
 * Loads labelled samples for a classifier, whose classes the labels name; integers that no class is
 * called by are indices.
 *
 * @throws OnelayerError naming the file; TypeError for an option that is missing
 */
export async function labelledData(
  file: string,
  options: LabelledOptions,
  classifier: Reader,
  signal: AbortSignal,
): Promise<DataSet> {
  const set = await load(file, options, classifier, signal);
  return { ...set, X: modelFeatures(file, set.X, classifier) };
}

async function load(
  file: string,
  options: LabelledOptions,
  { classes }: Reader,
  signal: AbortSignal,
): Promise<DataSet> {
  const { label, labels, header, delimiter, array } = options;
  const input = await openInput(file, signal);
  const form = formOf(input.head, file);
  if (form === 'npy') {
    if (labels === undefined) {
      throw argumentError(TypeError, '--labels', 'the .npy file of the labels', labels);
    }
    const y = await npyOf(await openInput(labels, signal));
    return fromArrays(await npyOf(input), y, classes);
  }
  await input.chunks.return();
  if (form === 'npz') {
    const [X, y] = await npzOf(file, [array, labels ?? 'labels']);
    return fromArrays(X, y, classes, file);
  }
  if (form === 'image') {
    throw invalid(file, 'expected labelled samples as CSV, .npy or .npz, got an image');
  }
  if (file === STANDARD_INPUT) {
    throw invalid(input.where, 'expected an .npy, got other data: CSV has to be a file');
  }
  return loadCsv(file, { labels: label, header, delimiter, classes });
}

function fromArrays(
  X: FoundArray,
  labels: FoundArray,
  classes: readonly string[],
  file = X.where,
): Promise<DataSet> {
  return arraysToDataSet(X, byName(labels, classes), { classes, name: nameOf(file) });
}

/** Integers mean classes by their names where these are integers: class 3 may not be the fourth. */
function byName(labels: FoundArray, classes: readonly string[]): FoundArray {
  const { where, array } = labels;
  if (!isOfNumbers(array) || !classes.every((name) => /^-?\d+$/.test(name))) return labels;
  const texts: TextArray = { data: Array.from(array.data, String), shape: array.shape };
  return { where, array: texts };
}

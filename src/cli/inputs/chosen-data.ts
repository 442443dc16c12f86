import {
  CIFAR10_CLASSES,
  type Cifar10FileName,
  type Cifar10World,
  type DataSet,
  type FormatOptions,
  type Label,
  type LabelType,
  labelledData,
  loadCifar10,
  modelFeatures,
  RowsOnDisk,
  type ReadingProgress,
} from '../../data';
import { OnelayerError } from '../../errors';
import { usualMemory } from '../../files';
import { fetchProgress } from '../progress/fetch-progress';
import { readingProgress } from '../progress/reading-progress';
import type { LinearClassifier } from '../../library';
import { inBytes, readTable } from '../../tables';
import { encodedSet } from '../../tables/encoded';
import { columnIn } from '../../tables/named-columns';
import type { Preparation } from '../../tables/preparation';
import { count } from '../../report/text/format';
import { note } from '../terminal/say';
import { ignoredText, NewValues } from './encoding-notes';
import { HEADER } from './input-options';

/** d of CIFAR-10: 3 planes of 32×32 pixels. */
const CIFAR10_FEATURES = 3072;

/** The command-line options for labelled samples. */
export interface GivenData extends Omit<FormatOptions, 'header'> {
  readonly header: keyof typeof HEADER;
  /** A folder with CIFAR-10, or an archive. */
  readonly data?: string | undefined;
  readonly quiet: boolean;
  readonly json: boolean;
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
    const set = await fileSet(file, given, classifier, signal);
    const { X, samples } = set;
    if (X instanceof RowsOnDisk && !given.quiet)
      note(`${file}: ${count(samples, 'row')}, ${X.inWords()}`);
    return { set, source: file };
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

/** Reads a file or folder, and shows how far it is. */
async function fileSet(
  file: string,
  given: GivenData,
  classifier: LinearClassifier,
  signal: AbortSignal,
): Promise<DataSet> {
  const { preparation } = classifier;
  const reading = readingProgress(given.quiet || given.json);
  const onProgress = (now: ReadingProgress): void => reading.show(now);
  try {
    if (preparation !== null) {
      return await tableSet(file, preparation, { ...given, onProgress }, classifier, signal);
    }
    const { memory = usualMemory() } = given;
    const options = { ...given, memory, header: HEADER[given.header], onProgress };
    return await labelledData(file, options, classifier, signal);
  } finally {
    reading.stop();
  }
}

/** Reads a table whose columns a classifier knows. Its labels are in the column `--label`, or as in training. */
async function tableSet(
  file: string,
  preparation: Preparation,
  {
    label,
    header,
    delimiter,
    only,
    without,
    quiet,
    onProgress,
  }: GivenData & { readonly onProgress: (progress: ReadingProgress) => void },
  { classes }: LinearClassifier,
  signal: AbortSignal,
): Promise<DataSet> {
  const tell = quiet ? () => undefined : note;
  const names = [...preparation.columns.map(({ name }) => name), ...preparation.labels];
  const options = { header: HEADER[header], delimiter, only, without, expected: names, note: tell };
  const table = await readTable(file, options, signal, inBytes(file, onProgress));
  const ignored = ignoredText(preparation, table);
  if (ignored !== null) tell(ignored);
  const labels =
    label === undefined ? undefined : [columnIn(table, label, 'column of labels').name];
  const found = new NewValues();
  const known = { classes: classes.map(String), labelType: typeof classes[0] as LabelType };
  const made = await encodedSet(preparation, table, known, { labels, signal });
  found.add(made);
  if (made.unlabelled > 0)
    tell(`${table.where}: left out ${count(made.unlabelled, 'row')} without a label`);
  const text = found.text(table.where);
  if (text !== null) tell(text);
  return made.set;
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

import { stat } from 'node:fs/promises';
import path from 'node:path';
import { show } from '../../errors';
import { invalid } from '../bytes/faults';
import type { DataSet, ImageShape } from '../data-set';
import { RowsOnDisk } from '../disk/rows-on-disk';
import { assertDense } from '../features/dense';
import type { DenseFeatures } from '../features/kind';
import { allPicturesIn } from '../pictures/class-folders';
import { loadPictures } from '../pictures/load-pictures';
import type { ReadingOptions } from '../reading-progress';
import { csvReader } from './csv';
import { idxReader } from './idx';
import { imageReader, noPicture } from './image';
import { openInput, STANDARD_INPUT, type Input } from './input';
import { npyReader } from './npy';
import { npzReader } from './npz';
import { safetensorsReader } from './safetensors';
import { svmlightReader } from './svmlight';
import type { ClassifierShape, FormatOptions, Reader, RowOptions, Table } from './reader';

/**
 * All formats, in the order in which messages list them. What no reader recognises is taken for the
 * first.
 */
export const READERS: readonly Reader[] = [
  csvReader,
  svmlightReader,
  npyReader,
  npzReader,
  safetensorsReader,
  idxReader,
  imageReader,
];

/** Consecutive samples that are scored together, of the kind that the classifier was trained on. */
export interface RowBatch extends Pick<DataSet<DenseFeatures>, 'X' | 'samples' | 'features'> {
  /** The file as it was named, or standard input. */
  readonly where: string;
  /** The number of the first sample in it, from 0; null for a sample that is a file by itself. */
  readonly first: number | null;
  /** Their lines, if they are from a table. */
  readonly table?: Table;
}

/** Rows of a batch: enough for a pass to be quick. */
const MOST_ROWS = 256;

/**
 * Reads the samples of a file, a pipe or standard input (`-`) in batches, as they come; of a folder, all
 * its pictures.
 *
 * @throws OnelayerError naming the input; the signal's reason
 */
export async function* batchesOf(
  name: string,
  options: RowOptions,
  readers = READERS,
): AsyncGenerator<RowBatch, void, void> {
  const { classifier, signal } = options;
  if (await isFolder(name)) {
    imageOf(name, classifier);
    for (const file of await allPicturesIn(name, signal)) yield* batchesOf(file, options, readers);
    return;
  }
  const { features } = classifier;
  const { input, reading } = await openFor('rows', name, signal, readers);
  let first = 0;
  for await (const { where, X: block, isSingle = false, table } of reading.read(input, options)) {
    for (let at = 0; at < block.length; at += MOST_ROWS * features) {
      const rows = block.subarray(at, at + MOST_ROWS * features);
      const X = modelFeatures(where, rows, classifier, first);
      const samples = X.length / features;
      const from = at / features;
      const part = table && { ...table, rows: table.rows.slice(from, from + samples) };
      yield {
        where,
        first: isSingle ? null : first,
        X,
        samples,
        features,
        ...(part && { table: part }),
      };
      first += samples;
    }
  }
}

/**
 * Reads labelled samples of a file, or pictures of a folder by class, for a classifier, whose classes the
 * labels name; integers that are no class's name are indices.
 *
 * @throws OnelayerError naming the file; TypeError for a missing option; the signal's reason
 */
export async function labelledData(
  name: string,
  options: FormatOptions & Pick<ReadingOptions, 'onProgress'>,
  classifier: ClassifierShape,
  signal: AbortSignal,
  readers = READERS,
): Promise<DataSet> {
  if (await isFolder(name)) {
    const image = imageOf(name, classifier);
    const classes = classifier.classes.map(String);
    const { onProgress } = options;
    const { channels } = image;
    return loadPictures(name, { classes, size: image, channels, signal, onProgress });
  }
  const { input, reading } = await openFor('labelled', name, signal, readers);
  const set = await reading.read(input, { ...options, classifier, signal });
  if (set.X instanceof RowsOnDisk) return set;
  assertDense(`${input.where}: X`, set.X);
  return { ...set, X: modelFeatures(input.where, set.X, classifier) };
}

async function isFolder(name: string): Promise<boolean> {
  return (await stat(name).catch(() => null))?.isDirectory() === true;
}

/** Returns the shape of the pictures that a classifier takes. @throws OnelayerError if it takes none */
function imageOf(
  folder: string,
  { image, bytes, features }: Pick<ClassifierShape, 'image' | 'bytes' | 'features'>,
): ImageShape {
  if (image === null || !bytes) throw noPicture(folder, features);
  return image;
}

/**
 * Converts features to the kind that a classifier was trained on: bytes, or else numbers as they are.
 *
 * @param first  the number of the first sample in its file
 * @throws OnelayerError DATA_INVALID naming sample and feature of what is no byte, or not finite
 */
export function modelFeatures(
  where: string,
  X: DenseFeatures,
  { features, bytes, featureNames }: Pick<ClassifierShape, 'features' | 'bytes' | 'featureNames'>,
  first = 0,
): DenseFeatures {
  if (X instanceof Uint8Array) return bytes ? X : Float64Array.from(X);
  const isFit = bytes ? (value: number) => value === (value & 0xff) : Number.isFinite;
  const wrong = X.findIndex((value) => !isFit(value));
  if (wrong < 0) return bytes ? Uint8Array.from(X) : X;
  const name = featureNames ? ` (${show(featureNames[wrong % features])})` : '';
  const sample = first + Math.floor(wrong / features);
  const place = `${where}: sample ${sample}, feature ${wrong % features}${name}`;
  const expected = bytes
    ? 'a byte, an integer from 0 to 255, as the classifier was trained on'
    : 'a finite number';
  throw invalid(place, `expected ${expected}, got ${show(X[wrong])}`);
}

/** Nouns for messages. */
const WANTED = { rows: '', labelled: 'labelled samples as ' } as const;

/** Opens an input, and finds out how to read from it what is wanted. */
async function openFor<What extends keyof typeof WANTED>(
  what: What,
  name: string,
  signal: AbortSignal,
  readers: readonly Reader[],
): Promise<{ readonly input: Input; readonly reading: NonNullable<Reader[What]> }> {
  const input = await openInput(name, signal);
  const reader = readerOf(input, name, readers);
  const reading = reader[what];
  if (reading?.from === 'stream') return { input, reading };
  await input.close();
  const able = readers.filter((other) => other[what] !== undefined);
  if (reading === undefined) {
    throw invalid(input.where, `expected ${WANTED[what]}${listOf(able)}, got ${reader.one}`);
  }
  if (name !== STANDARD_INPUT) return { input, reading };
  const streamed = listOf(able.filter((other) => other[what]?.from === 'stream'));
  throw invalid(input.where, `expected ${WANTED[what]}${streamed}: ${reader.one} has to be a file`);
}

/** The first bytes decide, else the ending: a damaged picture is no CSV. */
function readerOf({ head }: Input, name: string, readers: readonly Reader[]): Reader {
  const ending = path.extname(name).toLowerCase();
  return (
    readers.find(({ beginning }) => beginning?.test(head)) ??
    readers.find(({ endings }) => endings.includes(ending)) ??
    readers[0]
  );
}

/** Names in a sentence, e.g. `CSV, .npy or .npz`. */
function listOf(readers: readonly Reader[]): string {
  const names = readers.map(({ name }) => name).join(', ');
  return names.replace(/, ([^,]*)$/, ' or $1');
}

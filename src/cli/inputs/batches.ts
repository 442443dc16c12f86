import type { Features, FoundArray } from '../../data';
import { OnelayerError } from '../../errors';
import type { LinearClassifier } from '../../library';
import { npyOf, npzOf, samplesOf } from './arrays';
import { csvRows, type RowOptions } from './csv-rows';
import { formOf } from './form-of';
import { imagePixels } from './image-pixels';
import { modelFeatures } from './model-features';
import { bytesOf, openInput, type Input } from './open-input';

/** Samples that are scored together. */
export interface Batch {
  /** Where they are: a file as it was named, or standard input. */
  readonly where: string;
  /** The number of the first one there, from 0; null for an image, which is one by itself. */
  readonly first: number | null;
  /** n×d. */
  readonly X: Features;
  readonly samples: number;
  readonly features: number;
}

/** What samples are read for, and how. */
export interface BatchOptions extends RowOptions {
  readonly classifier: Pick<LinearClassifier, 'features' | 'bytes' | 'image'>;
  /** The array of an archive that has the features. */
  readonly array: string;
  readonly note: (message: string) => void;
  readonly signal: AbortSignal;
}

/** Rows of a batch: enough for a pass to be quick. */
const MOST_ROWS = 256;

/** The samples of an input, in whatever form it is. @throws OnelayerError naming it */
export async function* batchesOf(
  name: string,
  options: BatchOptions,
): AsyncGenerator<Batch, void, void> {
  const input = await openInput(name, options.signal);
  switch (formOf(input.head, name)) {
    case 'image':
      yield await imageBatch(input, options);
      break;
    case 'npy':
      yield* arrayBatches(await npyOf(input), options);
      break;
    case 'npz': {
      await input.chunks.return();
      const [found] = await npzOf(name, [options.array]);
      yield* arrayBatches(found, options);
      break;
    }
    case 'csv':
      yield* csvBatches(input, options);
  }
}

async function imageBatch(input: Input, { classifier, note }: BatchOptions): Promise<Batch> {
  const { where } = input;
  const { image, features } = classifier;
  if (image === null || !classifier.bytes) {
    const what = `${where}: the classifier was trained on ${features} numbers, not on pixels' bytes`;
    throw new OnelayerError('DATA_INVALID', `${what}: give them as CSV or .npy`);
  }
  const pixels = await imagePixels(where, await bytesOf(input), image);
  if (pixels.note !== null) note(`${where}: ${pixels.note}`);
  const X = modelFeatures(where, pixels.planes, classifier);
  return { where, first: null, X, samples: 1, features };
}

function* arrayBatches(found: FoundArray, { classifier }: BatchOptions): Generator<Batch> {
  const { features } = classifier;
  const all = samplesOf(found, features);
  const samples = all.length / features;
  for (let first = 0; first < samples; first += MOST_ROWS) {
    const count = Math.min(MOST_ROWS, samples - first);
    const part = all.subarray(first * features, (first + count) * features);
    const X = modelFeatures(found.where, part, classifier, first);
    yield { where: found.where, first, X, samples: count, features };
  }
}

/** Rows are not kept waiting for others that haven't come yet. */
async function* csvBatches(input: Input, options: BatchOptions): AsyncGenerator<Batch> {
  const { classifier } = options;
  const { where } = input;
  const { features } = classifier;
  let rows: Float64Array[] = [];
  let first = 0;
  const batch = (): Batch => {
    const packed = new Float64Array(rows.length * features);
    rows.forEach((row, i) => packed.set(row, i * features));
    const X = modelFeatures(where, packed, classifier, first);
    const made = { where, first, X, samples: rows.length, features };
    first += rows.length;
    rows = [];
    return made;
  };
  for await (const { row, areMoreHere } of csvRows(input, features, options)) {
    rows.push(row);
    if (rows.length >= MOST_ROWS || !areMoreHere) yield batch();
  }
  if (rows.length > 0) yield batch();
  if (first === 0) {
    throw new OnelayerError(
      'DATA_INVALID',
      `${where}: expected at least one line of data, got none`,
    );
  }
}

import { assertKnownKeys, assertOneOf, assertText } from '../../errors';
import { TaskRunner } from '../../tasks';
import type { ByteReader } from '../bytes/byte-reader';
import { blankSet, readImages, recordBytes, type RecordForm } from '../cifar/images';
import type { DataSet } from '../data-set';
import { partOf } from '../part-of';
import { CIFAR100_COARSE_CLASSES, CIFAR100_FINE_CLASSES } from './classes';
import { findFiles, readFiles, type Cifar100FileName } from './find-files';

/**
 * Options of `loadCifar100`.
 *
 * @category Data
 */
export interface Cifar100Options {
  /**
   * A folder with `train.bin` and `test.bin`, or with the archive `cifar-100-binary.tar.gz`, or the
   * archive itself. The data are not fetched.
   */
  readonly from: string;
  /** `fine`: 100 classes; `coarse`: their 20 superclasses. By default `fine`. */
  readonly labels?: 'fine' | 'coarse' | undefined;
}

/**
 * Result of `loadCifar100`.
 *
 * @category Data
 */
export interface LoadedCifar100 {
  /** 50,000 images. */
  readonly training: DataSet<Uint8Array>;
  /** 10,000 images. */
  readonly test: DataSet<Uint8Array>;
}

/** The images in each file. Tests have a tiny edition of their own. */
export type Cifar100Edition = Readonly<Record<Cifar100FileName, number>>;

const PUBLISHED: Cifar100Edition = { 'train.bin': 50_000, 'test.bin': 10_000 };

/** A record has the coarse label first. */
const FORMS: Readonly<Record<'fine' | 'coarse', RecordForm>> = {
  coarse: { labelBytes: 2, labelAt: 0 },
  fine: { labelBytes: 2, labelAt: 1 },
};

/** Records read between two yields: a millisecond or so. */
const STEP_RECORDS = 256;

/**
 * Loads the binary version of CIFAR-100: 50,000 training and 10,000 test images of d = 3,072 bytes, a
 * red, a green and a blue plane of 32×32 pixels, each row-major.
 *
 * Source: the section "Binary version" of the data set's home page,
 * https://www.cs.toronto.edu/~kriz/cifar.html.
 *
 * @throws OnelayerError DATA_UNAVAILABLE if the files aren't there, DATA_INVALID if one is of another
 *   size or has a label that no class has; TypeError or RangeError for an option
 * @category Data
 * @example
 * const { training, test } = await loadCifar100({ from: 'cifar-100-binary.tar.gz', labels: 'coarse' });
 */
export function loadCifar100(options: Cifar100Options): Promise<LoadedCifar100>;
/** @internal */
export function loadCifar100(
  options: Cifar100Options,
  // eslint-disable-next-line @typescript-eslint/unified-signatures -- only the first one is published
  edition?: Cifar100Edition,
): Promise<LoadedCifar100>;
export async function loadCifar100(
  options: Cifar100Options,
  edition: Cifar100Edition = PUBLISHED,
): Promise<LoadedCifar100> {
  assertKnownKeys('options', options, ['from', 'labels']);
  const { from, labels = 'fine' } = options;
  assertText('from', from);
  assertOneOf('labels', labels, ['fine', 'coarse']);
  const form = FORMS[labels];
  const bytesOf = (name: Cifar100FileName): number => edition[name] * recordBytes(form);
  const classes = labels === 'fine' ? CIFAR100_FINE_CLASSES : CIFAR100_COARSE_CLASSES;
  const sets = new Map<Cifar100FileName, DataSet<Uint8Array>>();
  await readFiles(await findFiles(from), bytesOf, async (name, reader) => {
    reader.assertRest(bytesOf(name), `${edition[name]} records of ${recordBytes(form)}`);
    const set = blankSet(`CIFAR-100 ${name.replace('.bin', '')}`, classes, edition[name]);
    await readRecords(reader, set, form);
    sets.set(name, set);
  });
  const [training, test] = (['train.bin', 'test.bin'] as const).map((name) => sets.get(name));
  // `readFiles` gave both, or has thrown.
  if (!training || !test) throw new Error('a file of CIFAR-100 was passed over');
  return { training, test };
}

async function readRecords(
  reader: ByteReader,
  set: DataSet<Uint8Array>,
  form: RecordForm,
): Promise<void> {
  const runner = new TaskRunner();
  const room = new Uint8Array(STEP_RECORDS * recordBytes(form));
  for (let first = 0; first < set.samples; first += STEP_RECORDS) {
    const count = Math.min(STEP_RECORDS, set.samples - first);
    const bytes = room.subarray(0, count * recordBytes(form));
    await reader.fill(bytes, 'records');
    readImages(partOf(set, set.name, first, count), bytes, form, { where: reader.where, first });
    await runner.pauseIfDue();
  }
  await reader.assertEnd();
}

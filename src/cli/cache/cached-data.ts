import { readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { cifar10Folder } from '../../data';
import { cacheFolder, clearEntries, listEntries, type ListedEntry } from '../../files';

/** What the cache folder has. */
export interface CachedData {
  readonly folder: string;
  readonly parsed: readonly ListedEntry[];
  /** Downloaded data; null if there are none. */
  readonly fetched: { readonly folder: string; readonly size: number } | null;
}

/** What was removed of it, and what was not since a process uses it. */
export interface ClearedData {
  readonly folder: string;
  readonly removed: readonly ListedEntry[];
  readonly kept: readonly ListedEntry[];
  readonly fetched: CachedData['fetched'];
}

/** Finds what the cache folder has. */
export async function cachedData(): Promise<CachedData> {
  return { folder: cacheFolder(), parsed: await listEntries(), fetched: await fetchedData() };
}

/** Removes what was parsed; downloaded data only if they are asked for. */
export async function clearCache(withFetched: boolean): Promise<ClearedData> {
  const fetched = withFetched ? await fetchedData() : null;
  if (fetched !== null) await rm(fetched.folder, { recursive: true, force: true });
  return { folder: cacheFolder(), ...(await clearEntries()), fetched };
}

async function fetchedData(): Promise<CachedData['fetched']> {
  const folder = cifar10Folder(cacheFolder());
  const names = await readdir(folder).catch(() => []);
  let size = 0;
  for (const name of names) size += (await stat(path.join(folder, name))).size;
  return names.length === 0 ? null : { folder, size };
}

import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * The folder that onelayer keeps fetched data in: that of the environment variable ONELAYER_CACHE,
 * else `onelayer` in XDG_CACHE_HOME, else where the system keeps caches of a user's programs.
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): string {
  const { ONELAYER_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  if (ONELAYER_CACHE) return resolve(ONELAYER_CACHE);
  if (XDG_CACHE_HOME) return resolve(XDG_CACHE_HOME, 'onelayer');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'onelayer');
  if (platform === 'win32') {
    return join(LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'onelayer', 'Cache');
  }
  return join(homedir(), '.cache', 'onelayer');
}

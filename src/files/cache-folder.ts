import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Names the folder in which onelayer keeps fetched data and measured plans: that of the environment
 * variable ONELAYER_CACHE, else `onelayer` in XDG_CACHE_HOME, else in the system's cache folder of the
 * user. The folder need not exist.
 *
 * @param environment  by default the process's
 * @param platform     by default the process's
 * @category Data
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

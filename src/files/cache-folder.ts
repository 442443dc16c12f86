import { homedir } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';
import { OnelayerError } from '../errors';

/**
 * Names the folder in which onelayer keeps fetched data and measured plans: that of the environment
 * variable ONELAYER_CACHE, else `onelayer` in XDG_CACHE_HOME, else in the system's cache folder of the
 * user. The folder need not exist.
 *
 * As the XDG specification has it, an XDG_CACHE_HOME that is no absolute path is passed over.
 *
 * @param environment  by default the process's
 * @param platform     by default the process's
 * @throws OnelayerError DATA_UNAVAILABLE if none is named, and the user has no home
 * @category Data
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: string = process.platform,
): string {
  const { ONELAYER_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = environment;
  if (ONELAYER_CACHE) return resolve(ONELAYER_CACHE);
  if (XDG_CACHE_HOME && isAbsolute(XDG_CACHE_HOME)) return resolve(XDG_CACHE_HOME, 'onelayer');
  if (platform === 'darwin') return join(home(), 'Library', 'Caches', 'onelayer');
  if (platform === 'win32') {
    return join(LOCALAPPDATA ?? join(home(), 'AppData', 'Local'), 'onelayer', 'Cache');
  }
  return join(home(), '.cache', 'onelayer');
}

function home(): string {
  let folder = '';
  try {
    folder = homedir();
  } catch {
    // The system doesn't know this user.
  }
  if (isAbsolute(folder)) return folder;
  throw new OnelayerError(
    'DATA_UNAVAILABLE',
    'there is no folder for the cache, since this user has no home: set HOME, or ONELAYER_CACHE to a folder',
  );
}

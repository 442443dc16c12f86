import { dirname, join } from 'node:path';
import type NpmConfig from '@npmcli/config';
import type pacote from 'pacote';
import { optionalPackage } from '../../../files';

export type NpmSettings = pacote.Options & {
  readonly registry: string;
  readonly retry: { readonly retries: number };
};

/**
 * Loads the user's npm settings as npm itself does: environment, project, user and global `.npmrc`.
 * With them come registry, proxy, certificates, tokens and cache.
 */
export async function npmSettings(): Promise<NpmSettings> {
  const Config = optionalPackage('@npmcli/config') as typeof NpmConfig;
  const options = optionalPackage('@npmcli/config/lib/definitions/index.js') as object;
  const config = new Config({
    ...options,
    npmPath: npmFolder(),
    // Our own command line holds no settings of npm's.
    argv: [process.execPath, 'onelayer'],
    // npm writes its findings back into the environment that it gets.
    env: { ...process.env },
    cwd: process.cwd(),
  });
  await config.load();
  return config.flat;
}

/** npm's own folder, whose built-in `npmrc` may say where the global one is. */
function npmFolder(): string {
  const { npm_execpath } = process.env;
  if (npm_execpath) return dirname(dirname(npm_execpath));
  const besideNode = process.platform === 'win32' ? '.' : '../lib';
  return join(dirname(process.execPath), besideNode, 'node_modules', 'npm');
}

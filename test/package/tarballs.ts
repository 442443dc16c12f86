import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

export const root = path.join(__dirname, '../..');

/** What a release leaves. */
export interface Tarballs {
  readonly main: string;
  /** Null where it can't be built: `platformObstacle` says why. */
  readonly platform: string | null;
  /** What the release said. */
  readonly said: string;
}

let folder: string | undefined;
let packed: Tarballs | undefined;

/** Why the platform's package can't be built on this machine; null if it can. */
export const platformObstacle = obstacle();

/** The tarballs as a release makes them, made once. */
export function tarballs(): Tarballs {
  packed ??= pack();
  return packed;
}

after(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
});

function pack(): Tarballs {
  folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-tarballs-'));
  const script = `require('./scripts/lib/pack-package').packPackage(${JSON.stringify(folder)}, [])`;
  const args =
    platformObstacle === null ? ['scripts/release.js', '--rehearse', folder] : ['-e', script];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`packing failed:\n${stdout}${stderr}`);
  const files = readdirSync(folder);
  const find = (pattern: RegExp): string | undefined => files.find((name) => pattern.test(name));
  const main = find(/^onelayer-\d/);
  const platform = find(/^onelayer-[a-z]/);
  if (main === undefined) throw new Error(`expected a tarball, got ${files.join(', ')}`);
  return {
    main: path.join(folder, main),
    platform: platform === undefined ? null : path.join(folder, platform),
    said: stdout + stderr,
  };
}

function obstacle(): string | null {
  if (process.platform !== 'linux') return 'it is built on Linux alone so far';
  if (!runs('cmake', ['--version'])) return 'it is built with CMake, which is missing';
  const link = ['-x', 'c', '-', '-o', '/dev/null', '-l:libopenblas.a', '-lm', '-lpthread'];
  const program =
    'int openblas_get_parallel(void); int main(void) { return openblas_get_parallel(); }';
  if (!runs('c++', link, program)) return 'it needs a compiler and libopenblas.a';
  return null;
}

function runs(command: string, args: readonly string[], input = ''): boolean {
  return spawnSync(command, args, { input }).status === 0;
}

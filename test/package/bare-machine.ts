import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** A machine with Node and npm and nothing to build with. */
export interface BareMachine {
  /** Holds `node`, `npm` and the shell that npm calls, and nothing else. */
  readonly PATH: string;
  /** Goes before a command, and hides OpenBLAS from it. */
  readonly hiding: readonly string[];
}

/** Empty folders over OpenBLAS's, as in .ci/run, and the command that comes after them. */
const HIDE = `
for folder in /usr/include/*/openblas*/ /usr/lib/*/openblas*/; do
  if [ -d "$folder" ]; then /bin/mount --bind "$0" "$folder"; fi
done
exec "$@"`;

/** Why OpenBLAS's own libraries can't be hidden from a process; null if they can. */
export const hidingObstacle = obstacle();

/** @param folder  where what it is made of is put */
export function bareMachine(folder: string): BareMachine {
  const bin = path.join(folder, 'bin');
  const empty = path.join(folder, 'empty');
  mkdirSync(bin);
  mkdirSync(empty);
  // A copy: what npm and the build add to the PATH is the folder of the Node that runs.
  copyFileSync(process.execPath, path.join(bin, 'node'));
  symlinkSync(npmCli(), path.join(bin, 'npm'));
  symlinkSync('/bin/sh', path.join(bin, 'sh'));
  return { PATH: bin, hiding: [...unshare(), '/bin/bash', '-euc', HIDE, empty] };
}

function unshare(): string[] {
  return ['/usr/bin/unshare', '--mount', '--propagation', 'private'];
}

function obstacle(): string | null {
  if (process.platform !== 'linux') return 'OpenBLAS can be hidden on Linux alone';
  const { status } = spawnSync('/usr/bin/unshare', [...unshare().slice(1), '/bin/true']);
  return status === 0 ? null : 'hiding OpenBLAS needs the right to mount, which root has';
}

function npmCli(): string {
  const command = spawnSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).stdout.trim();
  return realpathSync(command);
}

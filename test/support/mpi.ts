import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { startScript, type RunningScript } from './run-bin';
import { ROOT } from './run-typescript';

const ADDON = path.join(ROOT, 'build/Release/onelayer-mpi.node');

/** Why nothing can be tested with several processes; null if it can. */
function whyNoMpi(): string | null {
  const { error, stdout } = spawnSync('mpirun', ['--version'], { encoding: 'utf8' });
  // Others have other options.
  if (error !== undefined || !stdout.includes('Open MPI')) return 'needs mpirun of Open MPI';
  return existsSync(ADDON) ? null : 'needs the addon of `npm run build:mpi`';
}

/** A suite with several processes: skipped, with the reason in its title, where there is no MPI. */
export function describeWithMpi(title: string, body: (this: Mocha.Suite) => void): void {
  const reason = whyNoMpi();
  if (reason === null) describe(title, body);
  else describe.skip(`${title} (${reason})`, () => it('is not tested'));
}

/** Also as root, on fewer cores than processes, and beside other tests. */
const LAUNCHER = ['mpirun', '--allow-run-as-root', '--oversubscribe', '--bind-to', 'none'];

/**
 * Starts a script of the repository in several processes. Each job has a folder of its own, as Open MPI may
 * remove the common one under another job that begins.
 */
export function startProcesses(
  size: number,
  script: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): RunningScript {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-mpi-'));
  const own = { ...env, OMPI_MCA_orte_tmpdir_base: folder };
  const running = startScript(script, args, own, ROOT, [...LAUNCHER, '-n', String(size)]);
  void running.outcome.finally(() => rmSync(folder, { recursive: true, force: true }));
  return running;
}

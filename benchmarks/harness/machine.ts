import { execFileSync } from 'node:child_process';
import os from 'node:os';
import { loadAddon } from '../../src/backend/load-addon';
import { packageFolder } from '../../src/files';
import { instructionWords } from './instructions';

/** The machine and versions with which figures were taken. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** The instruction set that was used, and the best one of the processor; null without an addon. */
  readonly instructions: { readonly used: string; readonly best: string } | null;
  /** Null if the addon can't be loaded. */
  readonly openblas: { readonly version: string; readonly core: string } | null;
  readonly compiler: string | null;
  /** Null outside of a git repository. */
  readonly commit: string | null;
  /** True if files differed from the commit; null without one. */
  readonly isDirty: boolean | null;
  readonly date: string;
  readonly command: string;
}

/** @param command  as it was typed, e.g. `npm run bench` */
export function describeMachine(command: string): Machine {
  const built = loadAddon().addon?.buildInformation() ?? null;
  const status = git('status', '--porcelain');
  return {
    processor: os.cpus().at(0)?.model ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}, ${os.arch()}`,
    node: process.version,
    instructions: built && {
      used: built.instructions,
      best: built.availableInstructions[0],
    },
    openblas: built && { version: built.openblas.version, core: built.openblas.core },
    compiler: built?.compiler ?? null,
    commit: git('rev-parse', 'HEAD'),
    isDirty: status === null ? null : status !== '',
    date: new Date().toISOString(),
    command,
  };
}

function git(...args: string[]): string | null {
  try {
    return execFileSync('git', args, {
      cwd: packageFolder(),
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  } catch {
    return null;
  }
}

/** The machine in a paragraph. */
export function machineText(machine: Machine): string {
  const { processor, cores, memoryGiB, system, node, compiler, commit, isDirty } = machine;
  const { instructions, openblas } = machine;
  const dirty = isDirty === true ? ' with changes' : '';
  return [
    `${processor}, ${cores} cores, ${memoryGiB} GiB`,
    ...(instructions ? [instructionsText(instructions)] : []),
    system,
    `Node ${node.slice(1)}`,
    openblas ? `OpenBLAS ${openblas.version} (kernels for ${openblas.core})` : 'no OpenBLAS',
    compiler ?? 'no addon',
    `commit ${commit?.slice(0, 12) ?? 'unknown'}${dirty}`,
    machine.date.slice(0, 10),
  ].join('; ');
}

function instructionsText({ used, best }: NonNullable<Machine['instructions']>): string {
  const words = instructionWords(used);
  return used === best ? words : `${words}, without the ${instructionWords(best)} that it has`;
}

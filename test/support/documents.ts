import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { writeResults } from '../../src/report';
import { finishRuns } from './finished-runs';
import { HOSTILE_NAMES } from './hostile-names';

/** The command of the runs of `hostileResults`, as it must stand in a document. */
export const COMMAND = `onelayer train --out 'my  runs/50 %' --lambda 0.1 0.2 # "\`x\`"`;

/** Two runs on classes of hostile names, written into a folder; returns the results file. */
export async function hostileResults(folder: string): Promise<string> {
  const { results, writeTo } = await finishRuns({ classes: HOSTILE_NAMES });
  const file = await writeTo(folder);
  const made = {
    command: COMMAND,
    version: '0.1.0',
    node: '20.19.0',
    processor: 'a_b',
    platform: 'c',
  };
  writeResults(file, { ...results, made });
  return file;
}

/** The reason why a program's tests are skipped; null where it is installed. */
export function withoutProgram(name: string, option: string): string | null {
  return spawnSync(name, [option]).error ? `${name} is not installed` : null;
}

/** All files of a folder, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile())
    .toSorted();
}

import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { OwnCode, type OwnCodeOptions } from '../../src/exercise';

const FOLDER = path.join(__dirname, '../fixtures/own-code');

/** The right solution of the exercise. */
export const RIGHT = readFileSync(path.join(FOLDER, 'right.js.txt'), 'utf8');
export const RIGHT_PYTHON = readFileSync(path.join(FOLDER, 'right.py'), 'utf8');

/** Why code in Python can't be tested here; null if it can. */
export const withoutNumPy =
  spawnSync('python3', ['-c', 'import numpy']).status === 0 ? null : 'there is no NumPy';

/** Leaves a function out of the solution. */
export function without(name: string, solution = RIGHT): string {
  const left = solution.replace(new RegExp(`export function ${name}\\([^]*?\\n}\\n`), '');
  if (left === solution) throw new Error(`no such function: ${name}`);
  return left;
}

/** Runs with code of this content loaded. */
export async function withCode<Result>(
  folder: string,
  content: string,
  use: (code: OwnCode) => Promise<Result>,
  { name = 'mine.js', ...options }: OwnCodeOptions & { readonly name?: string } = {},
): Promise<Result> {
  const file = path.join(folder, name);
  writeFileSync(file, content);
  const code = await OwnCode.open(file, options);
  try {
    return await use(code);
  } finally {
    code.close();
  }
}

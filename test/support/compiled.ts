import { transformFileSync, type Options } from '@swc/core';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const ROOT = path.join(__dirname, '../..');

/** Where the commands lie compiled. Like `dist/`, it is in the package, whose folder they look for. */
export const COMPILED = path.join(ROOT, 'build/commands');

/** Everything that tests start in a process of its own. */
const PARTS = ['src', 'bin', 'test/support'];

/** As ts-node has swc compile, by tsconfig.json. */
const OPTIONS: Options = {
  swcrc: false,
  module: { type: 'commonjs', ignoreDynamic: true },
  jsc: {
    target: 'es2022',
    keepClassNames: true,
    transform: { react: { runtime: 'automatic', importSource: 'preact' } },
  },
};

/**
 * Compiles the commands once for all tests, in about half a second: a process starts in a third to
 * two thirds of the time that it takes through ts-node.
 */
export function compileCommands(): void {
  for (const part of PARTS) {
    for (const entry of readdirSync(path.join(ROOT, part), {
      recursive: true,
      withFileTypes: true,
    })) {
      if (entry.isFile()) compile(path.relative(ROOT, path.join(entry.parentPath, entry.name)));
    }
  }
}

function compile(file: string): void {
  const source = path.join(ROOT, file);
  const target = path.join(COMPILED, file);
  mkdirSync(path.dirname(target), { recursive: true });
  if (!/\.tsx?$/.test(file)) {
    copyFileSync(source, target);
    return;
  }
  const parser = { syntax: 'typescript', tsx: file.endsWith('x') } as const;
  const { code } = transformFileSync(source, { ...OPTIONS, jsc: { ...OPTIONS.jsc, parser } });
  writeIfOther(target.replace(/\.tsx?$/, '.js'), code);
}

/** Another run of the tests may be reading the file. */
function writeIfOther(file: string, content: string): void {
  try {
    if (readFileSync(file, 'utf8') === content) return;
  } catch {
    // It is not there yet.
  }
  writeFileSync(file, content);
}

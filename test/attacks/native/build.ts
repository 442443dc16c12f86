import { execFile, execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../../support/run-typescript';

const run = promisify(execFile);

const modules = (...parts: string[]): string => path.join(ROOT, 'node_modules', ...parts);
const NODE_API = `-I${modules('node-api-headers', 'include')}`;

/** Builds the addon of guarded memory into a folder; its file. */
export async function buildGuard(folder: string): Promise<string> {
  const file = path.join(folder, 'guard.node');
  const source = path.join(__dirname, 'guard.c');
  await run('cc', [
    '-shared',
    '-fPIC',
    '-Wall',
    '-Wextra',
    '-Werror',
    NODE_API,
    source,
    '-o',
    file,
  ]);
  return file;
}

const FLAGS = [
  ...['-std=c++17', '-O1', '-fPIC', '-fno-exceptions', '-fno-omit-frame-pointer'],
  ...[NODE_API, `-I${modules('node-addon-api')}`],
  ...['-DNAPI_VERSION=8', '-DNODE_ADDON_API_DISABLE_CPP_EXCEPTIONS'],
  ...['-DNODE_API_SWALLOW_UNTHROWABLE_EXCEPTIONS', '-DONELAYER_BUILDER="cmake"'],
];

const NATIVE = path.join(ROOT, 'native');

/**
 * The loops for every processor are enough here: `native-calls.long.ts` has the others. Undefined
 * behaviour isn't looked for in them, which would take minutes to compile.
 */
const KERNELS = path.join(NATIVE, 'kernels', 'baseline.cc');

/** Builds the addon with GCC's sanitizers into a folder; its file. */
export async function buildSanitized(folder: string): Promise<string> {
  const own = readdirSync(NATIVE).filter((name) => name.endsWith('.cc'));
  const stub = path.join(__dirname, 'baseline-alone.cc');
  const waiting = [KERNELS, stub, ...own.map((name) => path.join(NATIVE, name))];
  const objects = waiting.map((source) => path.join(folder, `${path.basename(source)}.o`));
  const includes = openblas('--include').map((headers) => `-I${headers}`);
  const compileInTurn = async (): Promise<void> => {
    for (let source = waiting.shift(); source !== undefined; source = waiting.shift()) {
      const sanitizers = source === KERNELS ? 'address' : 'address,undefined';
      const flags = [...FLAGS, ...includes, `-I${path.dirname(KERNELS)}`];
      const sanitize = [`-fsanitize=${sanitizers}`, '-fno-sanitize-recover=all'];
      const object = path.join(folder, `${path.basename(source)}.o`);
      await run('g++', [...flags, ...sanitize, '-c', source, '-o', object]);
    }
  };
  await Promise.all([compileInTurn(), compileInTurn()]);
  const file = path.join(folder, 'onelayer.node');
  const linked = ['-shared', '-fsanitize=address,undefined', ...objects, ...openblas('--libs')];
  await run('g++', [...linked, '-lpthread', '-o', file]);
  return file;
}

function openblas(flag: string): string[] {
  const script = path.join(ROOT, 'scripts', 'openblas-flags.js');
  const words = execFileSync(process.execPath, [script, flag], { encoding: 'utf8' });
  return words.split(/\s+/).filter((word) => word !== '');
}

/** The library that must be loaded before a sanitized addon. */
export const sanitizerLibrary = (): string =>
  execFileSync('g++', ['-print-file-name=libasan.so'], { encoding: 'utf8' }).trim();

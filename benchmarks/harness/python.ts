import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { packageFolder } from '../../src/files';
import type { Program } from './child';

const run = promisify(execFile);

/** A Python library, and the interpreter that has it. */
export interface PythonLibrary {
  readonly interpreter: string;
  readonly version: string;
}

/** The interpreters to try, in this order. */
function interpreters(): string[] {
  const named = process.env.ONELAYER_BENCH_PYTHON;
  return [...(named === undefined ? [] : [named]), 'python3', '/usr/bin/python3'];
}

/** The first interpreter that can import a library; null if none can. */
export async function findPythonLibrary(
  module: string,
  signal: AbortSignal,
): Promise<PythonLibrary | null> {
  for (const interpreter of interpreters()) {
    const script = `import ${module}; print(${module}.__version__)`;
    try {
      const { stdout } = await run(interpreter, ['-c', script], { signal, timeout: 60_000 });
      return { interpreter, version: stdout.trim() };
    } catch {
      signal.throwIfAborted();
    }
  }
  return null;
}

/** A script of `benchmarks/peers/` as a program whose libraries use a given number of threads. */
export function pythonProgram(
  { interpreter }: PythonLibrary,
  script: string,
  threads: number,
  ...args: string[]
): Program {
  const file = path.join(packageFolder(), 'benchmarks', 'peers', script);
  const count = String(threads);
  return {
    command: [interpreter, file, ...args],
    env: {
      OPENBLAS_NUM_THREADS: count,
      OMP_NUM_THREADS: count,
      MKL_NUM_THREADS: count,
      BLIS_NUM_THREADS: count,
      PYTHONDONTWRITEBYTECODE: '1',
    },
  };
}

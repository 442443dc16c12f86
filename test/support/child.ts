import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A script of `test/support` that runs in a process of its own. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the exit code, null after a signal, and with what was printed. */
  readonly ended: Promise<{ code: number | null; printed: string }>;
}

/** Starts `test/support/NAME.ts`. */
export function startChild(name: string, ...args: string[]): Child {
  const script = path.join(__dirname, `${name}.ts`);
  const child = spawn(process.execPath, ['-r', 'ts-node/register', script, ...args], {
    cwd: path.join(__dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, printed }));
  return { process: child, ended };
}

/** Waits until something holds, and fails after ten seconds. */
export async function until(what: string, holds: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > deadline) throw new Error(`waited in vain until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

import { spawn } from 'node:child_process';
import { packageFolder } from '../../src/files';
import { endWithThisProcess, type Program } from './child';

/** A process that succeeded. */
export interface TimedProcess {
  /** From its start to its end, in seconds. */
  readonly seconds: number;
  readonly stdout: string;
}

/** Runs a program to its end. Throws the signal's reason, or an error unless the exit code is 0. */
export function timedProcess(
  { command: [file, ...args], env = {} }: Program,
  signal: AbortSignal,
): Promise<TimedProcess> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const start = performance.now();
    const child = spawn(file, args, {
      cwd: packageFolder(),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    });
    endWithThisProcess(child);
    const stop = (): void => void child.kill('SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => (said[stream] += text));
    }
    child.on('error', reject);
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop);
      const seconds = (performance.now() - start) / 1000;
      if (signal.aborted) reject(signal.reason as Error);
      else if (code === 0) resolve({ seconds, stdout: said.stdout });
      else reject(new Error(`${[file, ...args].join(' ')} ended with ${code}:\n${said.stderr}`));
    });
  });
}

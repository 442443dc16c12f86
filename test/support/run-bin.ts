import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { ROOT, RUN_TYPESCRIPT } from './run-typescript';

/** The outcome of a command. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running script. */
export interface RunningScript {
  readonly child: ChildProcess;
  readonly outcome: Promise<Outcome>;
  /** Resolves once standard output and error together match. */
  readonly said: (pattern: RegExp) => Promise<void>;
}

/**
 * Starts a script of the repository in a process of its own.
 *
 * @param launcher  the words of a command that starts it, e.g. in several processes
 */
export function startScript(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  cwd = ROOT,
  launcher: readonly string[] = [],
): RunningScript {
  const node = [process.execPath, '-r', RUN_TYPESCRIPT, path.join(ROOT, script), ...args];
  const [program, ...command] = [...launcher, ...node];
  const child = spawn(program, command, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
      for (const listener of listeners) listener();
    });
  }
  const outcome = new Promise<Outcome>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...said }));
  });
  return {
    child,
    outcome,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (pattern.test(said.stdout + said.stderr)) resolve();
        };
        listeners.add(check);
        check();
        void outcome.then(() => reject(new Error(`ended without saying ${String(pattern)}`)));
      }),
  };
}

/** Starts `bin/NAME.ts`. */
export function startBin(
  name: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): RunningScript {
  return startScript(`bin/${name}.ts`, args, env);
}

/** Runs `bin/NAME.ts` to its end. */
export function runBin(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Outcome> {
  return startBin(name, args, env).outcome;
}

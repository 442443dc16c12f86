import { execFileSync } from 'node:child_process';
import { ROOT, RUN_TYPESCRIPT } from './run-typescript';

/** Runs a script in a process of its own, in the package's folder. Returns the JSON that it prints. */
export function runScript(script: string, environment: Record<string, string> = {}): unknown {
  const env = { ...process.env, ...environment };
  const options = { cwd: ROOT, env, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['-r', RUN_TYPESCRIPT, '-e', script], options));
}

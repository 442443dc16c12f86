import { execFileSync } from 'node:child_process';
import { COMPILED } from './compiled';

/** Runs a script in a process of its own, beside the compiled `src/`; the JSON that it prints. */
export function runScript(script: string, environment: Record<string, string> = {}): unknown {
  const env = { ...process.env, ...environment };
  const options = { cwd: COMPILED, env, encoding: 'utf8' } as const;
  return JSON.parse(execFileSync(process.execPath, ['-e', script], options));
}

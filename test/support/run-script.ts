import { execFileSync } from 'node:child_process';
import path from 'node:path';

const root = path.join(__dirname, '../..');

/** Runs a script in a process of its own, in the package's folder; the JSON that it prints. */
export function runScript(script: string, environment: Record<string, string> = {}): unknown {
  const args = ['-r', 'ts-node/register/transpile-only', '-e', script];
  const env = { ...process.env, ...environment };
  return JSON.parse(execFileSync(process.execPath, args, { cwd: root, env, encoding: 'utf8' }));
}

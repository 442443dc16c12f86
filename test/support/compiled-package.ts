import { execFileSync } from 'node:child_process';
import path from 'node:path';

const ROOT = path.join(__dirname, '../..');

let isCompiled = false;

/** Compiles the package once, for the examples, which use it as a user's program does. */
export function compilePackage(): void {
  if (isCompiled) return;
  const tsc = require.resolve('typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: ROOT });
  execFileSync(process.execPath, ['scripts/finish-build.js'], { cwd: ROOT });
  isCompiled = true;
}

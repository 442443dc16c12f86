import { Command } from '@commander-js/extra-typings';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { packageFolder } from '../../files';
import { howToCall } from '../how-to-call';
import { printJson } from '../print-json';
import { EXIT } from '../run-command';
import type { LoadedCommand } from './loaded-command';

const CALL = howToCall('build-native');

const EXAMPLES = `
Examples:
  $ ${CALL}
      with cmake-js, or with node-gyp where CMake is missing
  $ ${CALL} --builder node-gyp
      with one of the two

All other options are those of scripts/build-native.js.

Exit codes: 0 built, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C, 143 by SIGTERM.`;

/** Defines the build-native command's options; the script's own are passed on. */
export function buildNativeProgram() {
  return new Command(CALL)
    .description('Builds the native addon, which computes with OpenBLAS, where the package is.')
    .option('--json', 'print whether it is built as JSON, and nothing else', false)
    .allowUnknownOption()
    .allowExcessArguments()
    .addHelpText('after', EXAMPLES)
    .exitOverride();
}

/** Builds the addon by the package's script, whose exit code is the command's. */
export async function buildNativeCommand(
  argv: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const program = buildNativeProgram().parse(argv);
  const { json } = program.opts();
  const exitCode = await buildWith(program.args, json, signal);
  if (signal.aborted) return;
  if (json) printJson({ built: exitCode === EXIT.ok, exitCode });
  if (exitCode !== EXIT.ok) process.exitCode = exitCode;
}

/** Runs the script; with JSON, its output goes to standard error. */
function buildWith(args: readonly string[], json: boolean, signal: AbortSignal): Promise<number> {
  const script = path.join(packageFolder(), 'scripts', 'build-native.js');
  const child = spawn(process.execPath, [script, ...args], {
    stdio: ['ignore', json ? process.stderr : 'inherit', 'inherit'],
  });
  signal.addEventListener('abort', () => child.kill());
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? EXIT.failure));
  });
}

export const command: LoadedCommand = { run: buildNativeCommand, program: buildNativeProgram };

import { InvalidArgumentError } from '@commander-js/extra-typings';
import { spawn } from 'node:child_process';
import path from 'node:path';
import { newProgram, type HelpEnd } from '../program/new-program';
import { print } from '../terminal/say';
import { nativeInformation, selectBackend } from '../../backend';
import { packageFolder } from '../../files';
import { howToCall } from '../how-to-call';
import { printJson } from '../print-json';
import { EXIT } from '../run-command';
import type { LoadedCommand } from './loaded-command';
import { nativeText, type PlanOfShape } from './native-text';

const CALL = howToCall('build-native');

const END: HelpEnd = {
  examples: [
    [CALL, 'with cmake-js, or with node-gyp where CMake is missing'],
    [`${CALL} --builder node-gyp`, 'with one of the two'],
    [`${CALL} --mpi`, 'the addon for several processes, where MPI is installed'],
    [
      `${CALL} --info`,
      "builds nothing: shows the addon, the processor's instructions, and what was measured",
    ],
  ],
  more: ['All other options are those of scripts/build-native.js.'],
  exitCodes: '0 built or shown, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C, 143 by SIGTERM',
};

/** The command's options; unknown ones are passed on to the script. */
function buildNativeProgram() {
  return newProgram(CALL, END)
    .description('Builds the native addon, which computes with OpenBLAS, where the package is.')
    .option('--info', 'build nothing: show the addon, what it runs on, and measured plans', false)
    .option('--shape <classes>x<features>', 'with --info: the plans for this shape', shapeFrom)
    .option('--json', 'print whether it is built, or --info, as JSON, and nothing else', false)
    .allowUnknownOption()
    .allowExcessArguments();
}

interface Shape {
  readonly classes: number;
  readonly features: number;
}

function shapeFrom(text: string): Shape {
  const found = /^([1-9]\d{0,4})x([1-9]\d{0,8})$/.exec(text);
  if (found === null) throw new InvalidArgumentError('Expected e.g. 10x3072.');
  return { classes: Number(found[1]), features: Number(found[2]) };
}

/** Builds the addon with the package's script, and exits with the script's code; or shows it. */
async function buildNativeCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const program = buildNativeProgram().parse(argv);
  const { json, info, shape } = program.opts();
  if (info && program.args.length > 0) {
    program.error(`error: --info builds nothing, and doesn't know ${program.args[0]}`);
  }
  if (shape !== undefined && !info) program.error('error: --shape goes with --info');
  if (info) {
    showInformation(shape, json);
    return;
  }
  const exitCode = await buildWith(program.args, json, signal);
  if (signal.aborted) return;
  if (json) printJson({ built: exitCode === EXIT.ok, exitCode });
  if (exitCode !== EXIT.ok) process.exitCode = exitCode;
}

/** Shows what the addon is and what was measured; of a shape, the plans, which may be measured now. */
function showInformation(shape: Shape | undefined, json: boolean): void {
  const plans = shape === undefined ? [] : plansOf(shape);
  const found = nativeInformation();
  if (json) printJson({ ...found, ...(shape !== undefined && { shape: plans }) });
  else print(nativeText(found, plans));
}

function plansOf(shape: Shape): PlanOfShape[] {
  const backend = selectBackend({ backend: 'openblas' });
  return (['float32', 'float64'] as const).map((dtype) => ({
    ...shape,
    dtype,
    ...backend.planFor({ ...shape, dtype }),
  }));
}

/** Runs the script. With `--json`, its output goes to standard error. */
function buildWith(args: readonly string[], json: boolean, signal: AbortSignal): Promise<number> {
  const script = path.join(packageFolder('building'), 'scripts', 'build-native.js');
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

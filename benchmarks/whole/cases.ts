import { CONFIGURATIONS } from '../../src/training';
import { threadCounts } from '../epoch/cases';
import { referenceRuns, type CheckedEpoch } from '../epoch/reference';
import type { Program } from '../harness/child';
import { findPythonLibrary, pythonProgram } from '../harness/python';
import { tellingResources } from '../harness/resources';
import { readNumpyOutput, readTable, type WholeOutput } from './outputs';

/** A whole job: all four configurations with their curves, from a process's start to its end. */
export interface WholeCase {
  readonly id: string;
  readonly label: string;
  readonly program: Program;
  /** Parses the output of the process. */
  readonly read: (stdout: string) => WholeOutput;
}

export const wholeId = (contender: 'native' | 'numpy', threads: number): string =>
  `whole ${contender} ${threads}`;

/** The number of epochs of a configuration. */
export const wholeEpochs = (isQuick: boolean): number => (isQuick ? 1 : 40);

/** The train command, compiled; from the sources in a quick run. */
export function ownWholeCases(cores: number, isQuick: boolean, resourcesFile: string): WholeCase[] {
  const telling = tellingResources(resourcesFile);
  const script = isQuick
    ? ['-r', 'ts-node/register/transpile-only', 'bin/train.ts']
    : ['dist/bin/train.js'];
  const epochs = String(wholeEpochs(isQuick));
  return threadCounts(cores).map((threads) => ({
    id: wholeId('native', threads),
    label: `onelayer, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    program: {
      command: [
        process.execPath,
        ...telling.args,
        ...script,
        ...['--no-report', '--quiet', '--backend', 'openblas', '--epochs', epochs],
        ...['--threads', String(threads)],
      ],
      env: telling.env,
    },
    read: (stdout) => readTable(stdout, resourcesFile),
  }));
}

/** The same in NumPy, where it is installed. */
export async function numpyWholeCases(
  cores: number,
  isQuick: boolean,
  folder: string,
  signal: AbortSignal,
): Promise<WholeCase[]> {
  const library = await findPythonLibrary('numpy', signal);
  if (library === null) return [];
  const epochs = String(wholeEpochs(isQuick));
  return threadCounts(cores).map((threads) => ({
    id: wholeId('numpy', threads),
    label: `NumPy, ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
    program: pythonProgram(library, 'numpy_whole.py', threads, folder, epochs),
    read: readNumpyOutput,
  }));
}

/** Checks the accuracies, but for configuration 1: it diverges, and no two implementations agree on it. */
export function assertWholeOutput(name: string, output: WholeOutput, epochs: number): void {
  const references = referenceRuns();
  for (const { number, lambda, eta } of CONFIGURATIONS.filter(({ number }) => number !== 1)) {
    const reference = references.find((run) => run.lambda === lambda && run.eta === eta);
    if (!reference) throw new Error(`the reference has no run of configuration ${number}`);
    const last: CheckedEpoch = reference.history[epochs - 1];
    const expected = {
      training: last.train.accuracy,
      validation: last.validation.accuracy,
      ...(epochs === reference.history.length && { test: reference.test.accuracy }),
    };
    for (const [set, accuracy] of Object.entries(expected)) {
      const actual = output.accuracies.get(number)?.[set as keyof typeof expected];
      if (actual !== undefined && Math.abs(actual - accuracy) <= TOLERANCE) continue;
      const found = `expected ${accuracy}, got ${String(actual)}`;
      throw new Error(`${name}, configuration ${number}, ${set} accuracy: ${found}`);
    }
  }
}

/** The tolerance of float32 runs, plus the rounding of per cents to two decimals. */
const TOLERANCE = 0.0003 + 0.00005 + 1e-9;

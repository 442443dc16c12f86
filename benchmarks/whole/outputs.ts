import { usedResources } from '../harness/resources';
import type { CheckedEpoch } from '../epoch/reference';
import type { Evaluation } from '../../src/model';

/** The final accuracies of a configuration, as fractions. */
export interface Accuracies {
  readonly training: number;
  readonly validation: number;
  readonly test: number;
}

/** The results of a process that did the whole job. */
export interface WholeOutput {
  /** The accuracies, by the configuration's number. */
  readonly accuracies: ReadonlyMap<number, Accuracies>;
  /** The peak of its resident memory, in bytes. */
  readonly peakMemory: number;
}

/** A row of the train command's table: configuration, λ, η, then accuracies in per cent. */
const ROW = /^\W*([1-4])\D+[\d.]+\D+[\d.]+\D+([\d.]+) %\D+([\d.]+) %\D+([\d.]+) %/;

/** Parses the train command's table, and reads the file that its preloaded script wrote. */
export function readTable(stdout: string, resourcesFile: string): WholeOutput {
  const rows = stdout.split('\n').flatMap((line) => {
    const row = ROW.exec(line);
    return row ? [row.slice(1).map(Number)] : [];
  });
  const accuracies = rows.map(([number, ...percentages]) => {
    const [training, validation, test] = percentages.map((value) => value / 100);
    return [number, { training, validation, test }] as const;
  });
  return {
    accuracies: new Map(accuracies),
    peakMemory: usedResources(resourcesFile).peakMemory,
  };
}

/** The output of `peers/numpy_whole.py`. */
interface NumpyOutput {
  readonly runs: Readonly<Record<string, { history: readonly CheckedEpoch[]; test: Evaluation }>>;
  readonly peakMemory: number;
}

export function readNumpyOutput(stdout: string): WholeOutput {
  // Python writes NaN, which isn't JSON; only configuration 1 can reach it.
  const { runs, peakMemory } = JSON.parse(stdout.replaceAll('NaN', 'null')) as NumpyOutput;
  const accuracies = Object.entries(runs).flatMap(([number, { history, test }]) => {
    const last = history.at(-1);
    if (!last) return [];
    const { train, validation } = last;
    const own = {
      training: train.accuracy,
      validation: validation.accuracy,
      test: test.accuracy,
    };
    return [[Number(number), own] as const];
  });
  return { accuracies: new Map(accuracies), peakMemory };
}

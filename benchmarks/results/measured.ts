import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { epochLabel, type EpochCase } from '../epoch/cases';
import type { Rounds } from '../harness/interleave';
import { instructionWords } from '../harness/instructions';
import type { Machine } from '../harness/machine';
import type { WholeCase } from '../whole/cases';
import { Medians, mediansOf, type MeasuredMedians } from './medians';
import { writeFormatted } from './write';

type MeasuredCase = Pick<EpochCase, 'id' | 'contender' | 'threads' | 'dtype' | 'version'> & {
  readonly label: string;
};

/** What a run measured, as it is kept: a file for each instruction set. */
interface Kept {
  readonly machine: Machine;
  readonly cases: readonly MeasuredCase[];
  readonly wholeCases: readonly Pick<WholeCase, 'id' | 'label'>[];
  /** Peers that weren't installed. */
  readonly missing: readonly string[];
  readonly medians: MeasuredMedians;
}

/** The figures of a machine: of its own instruction set, or of one that it was held to. */
export interface Measured extends Omit<Kept, 'medians'> {
  /** In words, e.g. `AVX2`. */
  readonly instructions: string;
  readonly medians: Medians;
}

/** The best first. */
const ORDER = ['avx512', 'avx2', 'neon', 'baseline'];

const placeOf = ({ machine }: Kept): number => ORDER.indexOf(machine.instructions?.used ?? '');

const folderIn = (folder: string): string => path.join(folder, 'measured');

/** The results of a run. */
export interface BenchResults {
  readonly machine: Machine;
  readonly cases: readonly EpochCase[];
  readonly wholeCases: readonly WholeCase[];
  readonly missing: readonly string[];
  readonly rounds: Rounds;
}

/** Keeps a run's medians, instead of earlier ones of the same instruction set. */
export async function keepMeasured(folder: string, results: BenchResults): Promise<void> {
  const name = results.machine.instructions?.used ?? 'none';
  mkdirSync(folderIn(folder), { recursive: true });
  const text = JSON.stringify(kept(results));
  await writeFormatted(path.join(folderIn(folder), `${name}.json`), text);
}

/** A run's own figures, after those that were kept of other instruction sets. */
export function measuredWith(folder: string | null, results: BenchResults): Measured[] {
  const own = kept(results);
  const others = folder === null ? [] : readKept(folderIn(folder));
  return [...others.filter((other) => placeOf(other) !== placeOf(own)), own]
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map((one) => ({
      ...one,
      instructions: instructionWords(one.machine.instructions?.used ?? 'none'),
      medians: new Medians(one.medians),
    }));
}

function kept({ machine, cases, wholeCases, missing, rounds }: BenchResults): Kept {
  return {
    machine,
    cases: cases.map((given) => {
      const { id, contender, threads, dtype, version } = given;
      return { id, contender, threads, dtype, version, label: epochLabel(given) };
    }),
    wholeCases: wholeCases.map(({ id, label }) => ({ id, label })),
    missing,
    medians: mediansOf(rounds),
  };
}

function readKept(folder: string): Kept[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).map(
    (name) => JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Kept,
  );
}

import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { printable } from '../../errors';
import { OwnCode, trainingByOwnCode } from '../../exercise';
import type { OwnCodeUsed } from '../../report';
import type { Job } from '../../training';
import { refuseSeveral } from '../refuse-several';
import type { PlannedRun } from '../runs/run-options';
import { note, type Say } from '../terminal/say';
import type { TrainOptions } from './train-options';

/** The options that code of one's own has nothing of, by their names. */
const OF_ONELAYER = [
  ...['loss', 'labelSmoothing', 'solver', 'momentum', 'nesterov', 'classWeights', 'flips'],
  ...['checkpoint', 'every', 'resume', 'distributed'],
];

/** Throws a usage error for options that can't be combined with `--code`. */
export function refuseWithCode(
  program: Pick<CommandUnknownOpts, 'options' | 'getOptionValueSource' | 'error'>,
): void {
  const given = program.options.find((option) => {
    const name = option.attributeName();
    return OF_ONELAYER.includes(name) && program.getOptionValueSource(name) === 'cli';
  });
  if (given === undefined) return;
  program.error(
    `error: '${given.long}' can't be combined with --code: it is a thing of onelayer's own code`,
  );
}

/** Plans each run twice: by code of one's own, and by onelayer's beside it. */
export function runsByBoth(runs: readonly PlannedRun[], file: string): PlannedRun[] {
  const trainer = path.basename(file);
  return runs.flatMap((run) => [
    { ...run, trainer },
    { ...run, trainer: 'onelayer' },
  ]);
}

/** Runs with the code of the option `--code` loaded, which ends with it; with null if there is none. */
export async function withOwnCode<Result>(
  { code: file, seconds }: Pick<TrainOptions, 'code' | 'seconds'>,
  signal: AbortSignal,
  use: (code: OwnCode | null) => Promise<Result>,
): Promise<Result> {
  if (file === undefined) return use(null);
  refuseSeveral('train --code');
  const code = await OwnCode.open(file, { seconds, signal });
  try {
    return await use(code);
  } finally {
    code.close();
  }
}

/** How far standardised numbers may be apart by rounding. */
const ROUNDING = 1e-6;

/** Makes the runs that are planned for it be trained by code of one's own, and says so. */
export async function jobByOwnCode(
  job: Job,
  code: OwnCode,
  runs: readonly PlannedRun[],
  say: Say,
  signal: AbortSignal,
): Promise<{ readonly job: Job; readonly code: OwnCodeUsed }> {
  const { file } = code;
  const sum = createHash('sha256').update(await readFile(file));
  const own = runs.flatMap(({ trainer }, i) => (trainer === path.basename(file) ? [i] : []));
  const { job: made, used, standardisingError } = await trainingByOwnCode(job, own, code, signal);
  const functions = [...used];
  say(`code      ${printable(file)}: its ${functions.join(', ')}; beside it, onelayer's own`);
  if (standardisingError !== null && standardisingError > ROUNDING) {
    note(
      `${printable(file)}: standardise: its numbers are up to ${standardisingError.toPrecision(2)} from ` +
        '(x − μ) / σ, by which the curves are evaluated: doctor --code looks for the mistake',
    );
  }
  return {
    job: made,
    code: { file: path.basename(file), sha256: sum.digest('hex'), functions },
  };
}

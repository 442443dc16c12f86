import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import path from 'node:path';
import type { PlannedRun } from '../runs/run-options';

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

import type { HelpEnd } from '../program/new-program';
import { ASSIGNMENT } from '../../training';
import { howToCall } from '../how-to-call';
import { secondsOption } from '../own-code-options';
import { refuseIdle } from '../program/idle-options';
import { plannedRuns, runProgram, type PlannedRun } from '../runs/run-options';

/** Enough to see a run diverge or settle. */
const WATCHED_EPOCHS = 5;

const CALL = howToCall('doctor');

const END: HelpEnd = {
  examples: [
    [CALL, "data and code, and the assignment's four configurations"],
    [`${CALL} --configuration 1`, 'what is wrong with configuration 1'],
    [
      `${CALL} --lambda 0.05 --eta 0.01 --results diagnosis.json`,
      'settings of your own, with all findings in a JSON file',
    ],
    [
      `${CALL} --code mine.js --configuration 3`,
      'what is wrong with functions that you have written',
    ],
    [`${CALL} --all-batches`, 'with all five training batches'],
  ],
  exitCodes:
    '0 nothing is broken (there may be warnings), 1 something is, or the command failed, 2 wrong usage, 130 stopped by Ctrl-C, 143 by SIGTERM',
};

export function doctorProgram() {
  return runProgram(CALL, END, ASSIGNMENT, { epochs: WATCHED_EPOCHS })
    .description('Looks for mistakes in data, code and settings that a training would hide.')
    .optionsGroup('Code of your own:')
    .option('--code <file>', 'examine the functions of this .js, .ts or .py file: see `exercise`')
    .addOption(secondsOption)
    .optionsGroup('Output:')
    .option('--results <file>', 'write all findings to this JSON file')
    .option('--json', 'print all findings as JSON, and nothing else', false)
    .option('--quiet', 'print only warnings, failures and the verdict', false);
}

export type DoctorOptions = ReturnType<ReturnType<typeof doctorProgram>['opts']> & {
  readonly runs: readonly PlannedRun[];
};

/** Reads the command line. Throws usage errors and help, which `runCommand` prints. */
export function readDoctorOptions(argv: readonly string[]): DoctorOptions {
  const program = doctorProgram().parse(argv);
  const options = program.opts();
  if (options.code === undefined) refuseIdle(program, ['seconds'], '--code');
  return { ...options, runs: plannedRuns(program, ASSIGNMENT) };
}

import { DEFAULT_SETTINGS } from '../training';
import { newRunFolder } from './run-folder';
import { plannedRuns, runProgram, type PlannedRun } from './run-options';

const EXAMPLES = `
Examples:
  $ npx ts-node bin/train.ts
      the four configurations of the assignment
  $ npx ts-node bin/train.ts --configuration 2 --results results.json
      one of them, with every epoch's figures in a JSON file
  $ npx ts-node bin/train.ts --lambda 0.05 --eta 0.002 --epochs 20
      settings of your own
  $ npx ts-node bin/train.ts --all-batches --validation 5000
      on 45,000 images instead of 10,000
  $ npx ts-node bin/train.ts --data ~/Downloads/cifar-10-binary.tar.gz --out runs
      with data that you have, keeping weights and report

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.`;

/** What the train command understands. */
function trainProgram() {
  return runProgram('train', DEFAULT_SETTINGS.epochs)
    .description('Trains a softmax classifier on CIFAR-10 by mini-batch gradient descent.')
    .option(
      '--out <folder>',
      'write results, weights, figures and the report there (default: a new folder in runs/)',
    )
    .option('--no-report', 'write no figures and no report; without --out, no folder at all')
    .option('--results <file>', 'write all figures to this JSON file')
    .option('--no-doctor', 'do without the checks before training and the watch over it')
    .option('--quiet', 'print the table alone', false)
    .addHelpText('after', EXAMPLES);
}

/** The train command's options as they were given, checked. */
export type TrainOptions = ReturnType<ReturnType<typeof trainProgram>['opts']> & {
  readonly runs: readonly PlannedRun[];
  /** Where results, weights and the report go; undefined for nowhere. */
  readonly out: string | undefined;
};

/** Reads the command line. Throws what `runCommand` prints: usage errors, help. */
export function readTrainOptions(argv: readonly string[]): TrainOptions {
  const program = trainProgram().parse(argv);
  const options = program.opts();
  const out = options.out ?? (options.report ? newRunFolder() : undefined);
  return { ...options, out, runs: plannedRuns(program) };
}

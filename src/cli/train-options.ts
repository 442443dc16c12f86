import { Command, Option } from '@commander-js/extra-typings';
import { CONFIGURATIONS, DEFAULT_SETTINGS, type TrainingSettings } from '../training';
import { integerOption, nonNegativeOption, positiveOption } from './number-option';

const EXAMPLES = `
Examples:
  $ npx ts-node bin/train.ts
      the four configurations of the assignment
  $ npx ts-node bin/train.ts --configuration 2 --results results.json
      one of them, with every epoch's figures in a JSON file
  $ npx ts-node bin/train.ts --lambda 0.05 --eta 0.002 --epochs 20
      settings of your own
  $ npx ts-node bin/train.ts --data ~/Downloads/cifar-10-binary.tar.gz --out runs
      with data that you have, keeping the learnt weights

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.`;

/** What the train command understands. */
function trainProgram() {
  const { lambda, eta, epochs, batchSize, seed, precision } = DEFAULT_SETTINGS;
  return new Command('train')
    .description('Trains a softmax classifier on CIFAR-10 by mini-batch gradient descent.')
    .addOption(
      new Option('--configuration <number>', "one of the assignment's four, or all of them")
        .choices(['1', '2', '3', '4', 'all'] as const)
        .default('all' as const),
    )
    .option(
      '--lambda <number>',
      `weight decay λ; trains this one setting (η: ${eta} unless given)`,
      nonNegativeOption('--lambda'),
    )
    .option(
      '--eta <number>',
      `learning rate η; trains this one setting (λ: ${lambda} unless given)`,
      positiveOption('--eta'),
    )
    .option(
      '--epochs <count>',
      'passes over the training data',
      integerOption('--epochs', 1),
      epochs,
    )
    .option(
      '--batch-size <count>',
      'samples in a mini-batch',
      integerOption('--batch-size', 1),
      batchSize,
    )
    .option('--seed <integer>', 'of the random generator', integerOption('--seed', 0), seed)
    .option('--no-shuffle', 'take the samples in their own order in each epoch')
    .addOption(
      new Option('--precision <type>', 'of the numbers that are computed with')
        .choices(['float32', 'float64'] as const)
        .default(precision),
    )
    .addOption(
      new Option('--backend <name>', 'what does the matrix products')
        .choices(['auto', 'openblas', 'js'] as const)
        .default('auto' as const),
    )
    .option('--threads <count>', 'that OpenBLAS uses', integerOption('--threads', 1), 1)
    .option('--data <path>', 'a folder with CIFAR-10, or one of its archives; else it is fetched')
    .option('--out <folder>', 'save the learnt weights and the results there')
    .option('--results <file>', 'write all figures to this JSON file')
    .option('--quiet', 'print the table alone', false)
    .addHelpText('after', EXAMPLES)
    .allowExcessArguments(false)
    .exitOverride();
}

/** The train command's options as they were given, checked. */
export type TrainOptions = ReturnType<ReturnType<typeof trainProgram>['opts']> & {
  readonly runs: readonly PlannedRun[];
};

/** A run that is to be made. */
export interface PlannedRun {
  /** Its number in the assignment; null for other settings. */
  readonly configuration: number | null;
  readonly settings: TrainingSettings;
}

/** Reads the command line. Throws what `runCommand` prints: usage errors, help. */
export function readTrainOptions(argv: readonly string[]): TrainOptions {
  const program = trainProgram().parse(argv);
  const given = program.opts();
  const isChosen = program.getOptionValueSource('configuration') === 'cli';
  if (isChosen && given.configuration === 'all' && isOneSetting(given)) {
    program.error("error: '--configuration all' can't be combined with --lambda or --eta");
  }
  return { ...given, runs: plannedRuns(given) };
}

type GivenOptions = ReturnType<ReturnType<typeof trainProgram>['opts']>;

function isOneSetting({ lambda, eta }: GivenOptions): boolean {
  return lambda !== undefined || eta !== undefined;
}

function plannedRuns(given: GivenOptions): PlannedRun[] {
  const { epochs, batchSize, seed, shuffle, precision } = given;
  return chosenPairs(given).map(({ lambda, eta }) => ({
    configuration: configurationNumber(lambda, eta),
    settings: { lambda, eta, epochs, batchSize, seed, shuffle, precision },
  }));
}

/** The λ and η of each run; what isn't given is the chosen configuration's, or the default. */
function chosenPairs(given: GivenOptions): Pick<TrainingSettings, 'lambda' | 'eta'>[] {
  const chosen = CONFIGURATIONS.filter(({ number }) => String(number) === given.configuration);
  if (isOneSetting(given)) {
    const { lambda, eta } = chosen.at(0) ?? DEFAULT_SETTINGS;
    return [{ lambda: given.lambda ?? lambda, eta: given.eta ?? eta }];
  }
  return chosen.length > 0 ? chosen : [...CONFIGURATIONS];
}

function configurationNumber(lambda: number, eta: number): number | null {
  const same = CONFIGURATIONS.find((known) => known.lambda === lambda && known.eta === eta);
  return same?.number ?? null;
}

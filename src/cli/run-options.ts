import { Command, Option } from '@commander-js/extra-typings';
import {
  CONFIGURATIONS,
  DEFAULT_SETTINGS,
  isPlain,
  type Refinements,
  type TrainingSettings,
} from '../training';
import { backendOption, productOption, threadsOption, tileOption } from './backend-options';
import { integerOption, nonNegativeOption, positiveOption } from './number-option';

/** A command that makes runs on CIFAR-10: which ones, with what, on which data. */
export function runProgram(name: string, defaultEpochs: number) {
  const { lambda, eta, batchSize, seed, precision } = DEFAULT_SETTINGS;
  return new Command(name)
    .addOption(
      new Option('--configuration <number>', "one of the assignment's four, or all of them")
        .choices(['1', '2', '3', '4', 'all'] as const)
        .default('all' as const),
    )
    .option(
      '--lambda <number>',
      `weight decay λ; makes this one setting (η: ${eta} unless given)`,
      nonNegativeOption('--lambda'),
    )
    .option(
      '--eta <number>',
      `learning rate η; makes this one setting (λ: ${lambda} unless given)`,
      positiveOption('--eta'),
    )
    .option(
      '--epochs <count>',
      'passes over the training data',
      integerOption('--epochs', 1),
      defaultEpochs,
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
    .addOption(backendOption)
    .addOption(threadsOption)
    .addOption(tileOption)
    .addOption(productOption)
    .option('--data <path>', 'a folder with CIFAR-10, or one of its archives; else it is fetched')
    .option('--all-batches', 'train on all five training batches, not on data_batch_1 alone', false)
    .option(
      '--validation <count>',
      'images of --all-batches, the last ones, that validate instead (default: 1000)',
      integerOption('--validation', 1),
    )
    .allowExcessArguments(false)
    .exitOverride();
}

type RunProgram = ReturnType<typeof runProgram>;

/** The options of `runProgram` as they were given. */
export type RunOptions = ReturnType<RunProgram['opts']>;

/** A run that is to be made. */
export interface PlannedRun {
  /** Its number in the assignment; null for other settings. */
  readonly configuration: number | null;
  readonly settings: TrainingSettings;
}

/** What of a parsed program is needed to see how an option came by its value. */
interface ParsedProgram {
  opts(): RunOptions;
  getOptionValueSource(key: 'configuration'): string | undefined;
  error(message: string): never;
}

/**
 * The runs that the options ask for. With refinements, none is the assignment's. Throws a usage error where they contradict
 * each other.
 */
export function plannedRuns(
  program: ParsedProgram,
  refinements: Partial<Refinements> = {},
): PlannedRun[] {
  const given = program.opts();
  const isChosen = program.getOptionValueSource('configuration') === 'cli';
  if (given.validation !== undefined && !given.allBatches) {
    program.error("error: '--validation' needs --all-batches: without it, data_batch_2 validates");
  }
  if (isChosen && given.configuration === 'all' && isOneSetting(given)) {
    program.error("error: '--configuration all' can't be combined with --lambda or --eta");
  }
  const { epochs, batchSize, seed, shuffle, precision } = given;
  return chosenPairs(given).map(({ lambda, eta }) => ({
    configuration: isPlain(refinements) ? configurationNumber(lambda, eta) : null,
    settings: { lambda, eta, epochs, batchSize, seed, shuffle, precision, ...refinements },
  }));
}

function isOneSetting({ lambda, eta }: RunOptions): boolean {
  return lambda !== undefined || eta !== undefined;
}

/** The λ and η of each run; what isn't given is the chosen configuration's, or the default. */
function chosenPairs(given: RunOptions): Pick<TrainingSettings, 'lambda' | 'eta'>[] {
  const chosen = CONFIGURATIONS.filter(({ number }) => String(number) === given.configuration);
  if (isOneSetting(given)) {
    const { lambda, eta } = chosen.at(0) ?? DEFAULT_SETTINGS;
    return [{ lambda: given.lambda ?? lambda, eta: given.eta ?? eta }];
  }
  return chosen.length > 0 ? chosen : [...CONFIGURATIONS];
}

/** The number of the assignment's configuration with these; null if there is none. */
export function configurationNumber(lambda: number, eta: number): number | null {
  const same = CONFIGURATIONS.find((known) => known.lambda === lambda && known.eta === eta);
  return same?.number ?? null;
}

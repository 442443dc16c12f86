import { Option, type Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import {
  ASSIGNMENT,
  CONFIGURATIONS,
  DEFAULT_SETTINGS,
  EXTENSIONS,
  integerFrom,
  isBatch,
  isPlain,
  settingsOf,
  wholeSettings,
  withoutDefaults,
  type Others,
  type Table,
  type TrainingSettings,
  type WholeSettings,
} from '../../training';
import { newProgram, printableComplaint, type HelpEnd } from '../program/new-program';
import { backendOption, productOption, threadsOption, tileOption } from '../backend-options';
import { withForeignFlag } from './foreign-flags';
import {
  addSettings,
  flagOf,
  refuseIdleParts,
  refuseUnused,
  settingsMade,
} from './setting-options';
import { refuseIdle } from '../program/idle-options';

/**
 * Defines a command that trains on CIFAR-10, with options for runs, backend and data.
 *
 * @param end       the end of its help
 * @param table     the settings that are options of it
 * @param defaults  defaults that differ from the table's, by the options' names
 */
export function runProgram(call: string, end: HelpEnd, table: Table, defaults?: Others) {
  const program = newProgram(call, end)
    .optionsGroup('Training:')
    .addOption(
      new Option('--configuration <number>', "one of the assignment's four, or all of them")
        .choices(['1', '2', '3', '4', 'all'] as const)
        .default('all' as const),
    );
  type Chosen = ReturnType<(typeof program)['opts']>;
  return withSettings<Chosen>(program, table, defaults);
}

/** The options of backend and data. */
export interface CommonOptions {
  readonly backend: 'auto' | 'openblas' | 'js';
  readonly threads: number | 'all';
  readonly tile?: number | undefined;
  readonly product?: 'direct' | 'openblas' | undefined;
  readonly data?: string | undefined;
  readonly allBatches: boolean;
  readonly validation?: number | undefined;
}

/**
 * Adds the options of settings, backend and data to a command. Its type is written out: TypeScript takes
 * minutes to write the declaration of what it infers.
 *
 * @typeParam Own  the options that it has
 */
export function withSettings<Own extends Record<string, unknown>>(
  program: CommandUnknownOpts,
  table: Table,
  defaults?: Others,
): Command<[], Own & CommonOptions> {
  program.configureOutput({
    outputError: (text, write) => write(printableComplaint(withForeignFlag(text, table))),
  });
  addSettings(program, table, defaults);
  const whole: CommandUnknownOpts = program
    .optionsGroup('Machine:')
    .addOption(backendOption)
    .addOption(threadsOption)
    .addOption(tileOption)
    .addOption(productOption)
    .optionsGroup('Data:')
    .option('--data <path>', 'a folder with CIFAR-10, or one of its archives; else it is fetched')
    .option('--all-batches', 'train on all five training batches, not on data_batch_1 alone', false)
    .option(
      '--validation <count>',
      'number of last images of --all-batches to validate on (default: 1000)',
      (text) => integerFrom(1)('--validation', text),
    )
    .optionsGroup('Output:');
  return whole as Command<[], Own & CommonOptions>;
}

type RunProgram = ReturnType<typeof runProgram>;

export type RunOptions = ReturnType<RunProgram['opts']>;

export interface PlannedRun {
  /** Its number in the assignment; null for other settings. */
  readonly configuration: number | null;
  readonly settings: TrainingSettings;
  /** Whose code trains it, where several do: the name of its file, or `onelayer`. */
  readonly trainer?: string;
}

interface ParsedProgram extends CommandUnknownOpts {
  opts(): RunOptions & Others;
}

/**
 * Returns the runs that the options ask for. Runs with settings beyond the assignment have no
 * configuration. Throws a usage error if options contradict each other.
 *
 * @param table     the settings that are options of the program
 * @param defaults  settings that differ from the table's unless they are given
 */
export function plannedRuns(
  program: ParsedProgram,
  table: Table,
  defaults: Others = {},
): PlannedRun[] {
  const given = program.opts();
  const isChosen = program.getOptionValueSource('configuration') === 'cli';
  refuseIdleValidation(program);
  refuseIdleParts(program, table);
  const settings = { ...defaults, ...settingsMade(program, table) };
  const { lambda, eta } = settings as Partial<Pair>;
  const isResumed = program.getOptionValue('resume') !== undefined;
  if ('solver' in table && !isResumed) assertForSolver(program, table, settings);
  const isOne = lambda !== undefined || eta !== undefined;
  if (isChosen && given.configuration === 'all' && isOne) {
    program.error("error: '--configuration all' can't be combined with --lambda or --eta");
  }
  const chosen = CONFIGURATIONS.filter(({ number }) => String(number) === given.configuration);
  const pairs: readonly Pair[] = isOne
    ? [{ ...DEFAULT_SETTINGS, ...chosen.at(0), ...settings }]
    : chosen.length > 0
      ? chosen
      : CONFIGURATIONS;
  return pairs.map((pair) => {
    const whole = wholeSettings({ ...settings, lambda: pair.lambda, eta: pair.eta });
    checkSettings(whole, table);
    return plannedRun(whole);
  });
}

/** Refuses options that do nothing with the solver of a checkpoint to resume from. */
export function assertForKept(program: ParsedProgram, kept: WholeSettings, table: Table): void {
  assertForSolver(program, table, { ...kept, ...settingsMade(program, table) });
}

/** Throws a usage error for options that do nothing with the solver, and if one that it needs isn't there. */
function assertForSolver(
  program: ParsedProgram,
  table: Table,
  settings: Partial<WholeSettings>,
): void {
  const { solver, lambda } = settings;
  refuseUnused(program, solver ?? EXTENSIONS.solver.default, table);
  if (!isBatch(settings)) return;
  refuseIdle(program, ['configuration', 'every'], `--solver ${EXTENSIONS.solver.default}`);
  if (lambda !== undefined) return;
  program.error(
    `error: '--solver ${solver}' needs --lambda: the assignment's configurations are pairs of λ and η, and it has no η`,
  );
}

/** Refuses a number of images to validate on where a whole batch does. */
export function refuseIdleValidation(program: CommandUnknownOpts): void {
  const { allBatches, validation } = program.opts() as Partial<RunOptions>;
  if (validation === undefined || allBatches === true) return;
  program.error("error: '--validation' needs --all-batches: without it, data_batch_2 validates");
}

/** Checks what can be known of settings without data, by the names of their options. */
export function checkSettings(whole: WholeSettings, table: Table): void {
  for (const [name, setting] of Object.entries(table)) {
    setting.check(flagOf(setting) ?? name, (whole as Others)[name], { ...whole }, NO_DATA);
  }
}

/** The settings that the assignment's configurations vary. */
type Pair = Pick<TrainingSettings, 'lambda' | 'eta'>;

const NO_DATA = { samples: Infinity, classes: [] };

/** Returns a run, with its number if it is the assignment's, and without settings that are off. */
export function plannedRun(settings: WholeSettings): PlannedRun {
  const { lambda, eta } = settings;
  const same = CONFIGURATIONS.find((known) => known.lambda === lambda && known.eta === eta);
  const given = { ...settingsOf(settings, ASSIGNMENT), ...withoutDefaults(settings) };
  return {
    configuration: isPlain(settings) ? (same?.number ?? null) : null,
    settings: given as TrainingSettings,
  };
}

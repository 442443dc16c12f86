import { Option } from '@commander-js/extra-typings';
import type { PatchSettings } from '../../patches';
import type { FitDataOptions } from '../../library';
import {
  integerFrom,
  positive,
  wholeSettings,
  WITH_PATCHES,
  type GivenSettings,
} from '../../training';
import { backendOption, productOption, threadsOption, tileOption } from '../backend-options';
import { howToCall } from '../how-to-call';
import {
  columns,
  delimiterOption,
  HEADER,
  headerOption,
  memoryOption,
  onlyOption,
  withoutOption,
} from '../inputs/input-options';
import { liveOption } from '../live/live-option';
import { assertModelEnding } from '../model-ending';
import { lambdasOption, oneStandardErrorOption, PATH_SETTINGS } from '../path/path-settings';
import {
  addPatchOptions,
  groupOption,
  PATCH_FLAGS,
  patchSettingsGiven,
} from '../patches/patch-options';
import { newProgram, type HelpEnd } from '../program/new-program';
import { newRunFolder } from '../runs/run-folder';
import { checkSettings } from '../runs/run-options';
import { addSettings, flagsOf, settingsMade } from '../runs/setting-options';

const CALL = howToCall('fit');

const END: HelpEnd = {
  examples: [
    [
      `${CALL} flowers.csv --label species`,
      'a table: all other columns that can help are features',
    ],
    [`${CALL} flowers.csv --label species --without id --seconds 30 --save flowers.safetensors`],
    [`${CALL} pets --size 32 --patches 256`, 'folders of pictures, on features by patches'],
    [`${CALL} train.csv --label species --test test.csv`, 'tested on rows of their own'],
  ],
  more: [
    'It says what it understands, holds test rows out, finds the weight decay λ by validation along a ' +
      'path of certified optima, calibrates the probabilities, and looks at the test rows once.',
  ],
};

/** A share of the rows, their number, or the name of a file. */
const heldOut = (text: string): number | string =>
  text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text;

const SEED = {
  ...PATH_SETTINGS.seed,
  options: PATH_SETTINGS.seed.options.map((own) => ({
    ...own,
    words: 'of the split and the folds',
  })),
};

const EPOCHS = {
  ...PATH_SETTINGS.epochs,
  options: PATH_SETTINGS.epochs.options.map((own) => ({
    ...own,
    words: 'iterations of each λ at most; by mini-batches, passes over the training rows',
    defaultWords: `${own.defaultWords}; ${WITH_PATCHES.epochs}`,
  })),
};

const SETTINGS_OF_FIT = { ...PATH_SETTINGS, epochs: EPOCHS, seed: SEED };

/** The options of the settings, for `namedByFlags`. */
export const FIT_FLAGS = [...flagsOf(SETTINGS_OF_FIT), ...PATCH_FLAGS];

const pixels = (text: string): number => integerFrom(1)('--size', text);
const folds = (text: string): number => integerFrom(2)('--folds', text);
const seconds = (text: string): number => positive('--seconds', text);

export function fitProgram() {
  const program = newProgram(CALL, END)
    .description('Makes a classifier from any labelled data, with a report: no setting to guess.')
    .argument('<data>', 'a file or folder of labelled data; - for standard input')
    .optionsGroup('Data:')
    .option(
      '--label <column>',
      'the column of the labels; given several times, those of one-hot labels',
      columns,
    )
    .addOption(onlyOption)
    .addOption(withoutOption)
    .option('--categories <column>', 'a column of numbers that name categories', columns)
    .addOption(
      new Option(
        '--missing <what>',
        'what to do where a value is missing (default: impute)',
      ).choices(['impute', 'error'] as const),
    )
    .addOption(headerOption)
    .addOption(delimiterOption)
    .option('--array <name>', 'the array of the features in an .npz or .safetensors')
    .option('--labels <file>', 'the file of the labels, or their array in an .npz or .safetensors')
    .option('--size <pixels>', 'the side of the squares that pictures are scaled to', pixels)
    .option('--grey', 'take pictures as grey', false)
    .addOption(memoryOption)
    .optionsGroup('Split:')
    .option(
      '--test <rows>',
      'a fraction of the rows, their number, or a file of others (default: 0.2, at most 10,000)',
      heldOut,
    )
    .option(
      '--validation <rows>',
      'the same of the other rows, to choose λ by (default: 0.2, at most 10,000; below 5,000 rows, 5 folds)',
      heldOut,
    )
    .option('--folds <count>', 'choose λ by cross-validation', folds)
    .optionsGroup('Search:')
    .addOption(
      lambdasOption(
        `from 10 down to where smaller ones no longer help; by mini-batches ${WITH_PATCHES.lambda}`,
      ),
    )
    .addOption(oneStandardErrorOption)
    .option('--seconds <number>', 'the time that it may take, about', seconds)
    .optionsGroup('Training:');
  addSettings(program, SETTINGS_OF_FIT);
  addPatchOptions(program);
  return program
    .addOption(groupOption('all where an optimum is certified'))
    .optionsGroup('Machine:')
    .addOption(backendOption)
    .addOption(threadsOption)
    .addOption(tileOption)
    .addOption(productOption)
    .optionsGroup('Output:')
    .option('--out <folder>', 'for classifier, results and report (default: runs/ and the time)')
    .option('--no-report', 'write no report; without --out, no folder at all')
    .option('--save <file>', 'keep the classifier: .safetensors, .onnx, .json or .csv')
    .addOption(liveOption)
    .option('--json', 'print the results as JSON, and nothing else', false)
    .option('--quiet', 'print only the result', false);
}

export type FitOptions = Omit<ReturnType<ReturnType<typeof fitProgram>['opts']>, 'out'> & {
  readonly data: string;
  /** Null where no folder is to be written. */
  readonly out: string | undefined;
  /** The settings of features by patches; null where samples are features as they come. */
  readonly patchSettings: PatchSettings | null;
  /** Settings of the solver that are given. */
  readonly fixed: GivenSettings;
};

/** Reads the command line. Throws usage errors and help, which `runCommand` prints. */
export function readFitOptions(argv: readonly string[]): FitOptions {
  const program = fitProgram().parse(argv);
  const options = program.opts();
  const { folds, report, save, validation } = options;
  if (folds !== undefined && validation !== undefined) {
    program.error("error: '--folds' can't be combined with --validation");
  }
  if (save !== undefined) assertModelEnding(program, save, '--save');
  const fixed = settingsMade(program, SETTINGS_OF_FIT) as GivenSettings;
  checkSettings(wholeSettings({ ...fixed, solver: 'lbfgs' }), SETTINGS_OF_FIT);
  const out = options.out ?? (report ? newRunFolder() : undefined);
  const patchSettings = patchSettingsGiven(program);
  return { ...options, out, data: program.processedArgs[0], fixed, patchSettings };
}

/** The options of the library's `fit`. */
export function libraryOptions(options: FitOptions): FitDataOptions {
  const { fixed, folds, label, lambdas, missing, oneStandardError, seconds, test, validation } =
    options;
  const { array, categories, delimiter, grey, header, labels, memory, only, size, without } =
    options;
  const { patchGroup, patchSettings } = options;
  return {
    ...fixed,
    ...{ array, delimiter, labels, size, missing },
    header: HEADER[header],
    ...(memory !== undefined && { memory }),
    ...(patchSettings && { patches: patchSettings }),
    ...(patchGroup !== undefined && { patchGroup }),
    ...(grey && { channels: 1 }),
    rule: oneStandardError ? 'one-standard-error' : 'best',
    ...(label !== undefined && { label: label.length === 1 ? label[0] : label }),
    ...(categories && { categories }),
    ...(only && { only }),
    ...(without && { without }),
    ...(folds !== undefined && { folds }),
    ...(lambdas !== undefined && { lambdas }),
    ...(seconds !== undefined && { seconds }),
    ...(test !== undefined && { test }),
    ...(validation !== undefined && { validation }),
  };
}

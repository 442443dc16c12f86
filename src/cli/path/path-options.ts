import { integerFrom, wholeSettings, type GivenSettings } from '../../training';
import { howToCall } from '../how-to-call';
import { liveOption } from '../live/live-option';
import { assertModelEnding } from '../model-ending';
import { refuseIdle } from '../program/idle-options';
import { newProgram, type HelpEnd } from '../program/new-program';
import { checkSettings, refuseIdleValidation, withSettings } from '../runs/run-options';
import { settingsMade } from '../runs/setting-options';
import { lambdasOption, oneStandardErrorOption, PATH_SETTINGS } from './path-settings';

const CALL = howToCall('path');

const END: HelpEnd = {
  examples: [
    [CALL, '20 λ from 10 to 0.0001, validated on data_batch_2'],
    [`${CALL} --lambdas 1,0.1,0.01`, 'values of your own'],
    [`${CALL} --lambdas log:0.001:1:7 --folds 5`, 'seven at equal ratios, by cross-validation'],
    [
      `${CALL} --all-batches --validation 5000 --one-standard-error --refit`,
      'the simplest λ that is as good as the best, fitted to all 50,000 images',
    ],
    [`${CALL} --out best`, 'then training the chosen one with a report'],
  ],
  more: [
    'The λ with the best validation accuracy is chosen, and evaluated on the test set once. There is ' +
      'no learning rate: L-BFGS ends each λ when its cost is certified to be at the minimum.',
  ],
};

export function pathProgram() {
  const program = newProgram(CALL, END)
    .description(
      'Finds the weight decay λ that validates best on CIFAR-10, along a path of optima that are certified.',
    )
    .optionsGroup('Search:')
    .addOption(lambdasOption('log:0.0001:10:20'))
    .option('--folds <count>', 'validate by cross-validation of the training images', (text) =>
      integerFrom(2)('--folds', text),
    )
    .addOption(oneStandardErrorOption)
    .option('--refit', 'fit the chosen λ to training and validation images together', false)
    .optionsGroup('Training:');
  type Own = ReturnType<(typeof program)['opts']>;
  return withSettings<Own>(program, PATH_SETTINGS)
    .option('--out <folder>', 'train the chosen λ once more there, with results and the report')
    .option('--save <file>', 'keep the chosen classifier: .safetensors, .onnx, .json or .csv')
    .addOption(liveOption)
    .option('--json', 'print the results as JSON, and nothing else', false)
    .option('--quiet', 'print only the table', false);
}

export type PathOptions = ReturnType<ReturnType<typeof pathProgram>['opts']> & {
  /** Settings of the solver that are given. */
  readonly fixed: GivenSettings;
};

/** Reads the command line. Throws usage errors and help, which `runCommand` prints. */
export function readPathOptions(argv: readonly string[]): PathOptions {
  const program = pathProgram().parse(argv);
  const options = program.opts();
  const { folds, save } = options;
  refuseIdleValidation(program);
  if (folds === undefined) refuseIdle(program, ['seed'], '--folds');
  else if (options.refit) {
    program.error("error: '--refit' can't be combined with --folds, which fit all images anyway");
  }
  if (save !== undefined) assertModelEnding(program, save, '--save');
  const fixed = settingsMade(program, PATH_SETTINGS) as GivenSettings;
  checkSettings(wholeSettings({ ...fixed, solver: 'lbfgs' }), PATH_SETTINGS);
  return { ...options, fixed };
}

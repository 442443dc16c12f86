import { Option } from '@commander-js/extra-typings';
import { newProgram, type HelpEnd } from '../program/new-program';
import { SCHEMES } from '../../checks';
import { CHECKED_SAMPLES } from './check-lambdas';
import { backendOption, threadsOption } from '../backend-options';
import { howToCall } from '../how-to-call';
import { integerFrom, nonNegative, positive, SETTINGS, type WholeSettings } from '../../training';
import { refuseIdle } from '../program/idle-options';
import { addSettings, settingsGiven } from '../runs/setting-options';

/** No, little and much regularisation: those of configurations 1 to 4. */
const LAMBDAS = [0, 0.1, 1];
/** Enough to find a mistake, in well under a second. */
const SAMPLED = 100;

const CALL = howToCall('check-gradients');

const END: HelpEnd = {
  examples: [
    [CALL, 'all parameters, for λ = 0, 0.1 and 1'],
    [`${CALL} --sampled`, `${SAMPLED} parameters of each kind, in a second`],
    [
      `${CALL} --lambda 0.5 --samples 50 --scheme forward --step 1e-6`,
      'another cost, more samples, forward differences',
    ],
    [`${CALL} --code mine.js`, 'the functions of a file of your own, and which mistakes they have'],
    [`${CALL} --loss hinge`, 'the gradients of another loss'],
    [`${CALL} --results gradient-check.json`, 'with all figures in a JSON file'],
  ],
  exitCodes:
    '0 the gradients are right, 1 they are not, or the command failed, 2 wrong usage, 130 stopped by Ctrl-C, 143 by SIGTERM',
};

/** The settings of the cost to check. */
const CHECKED = { loss: SETTINGS.loss, labelSmoothing: SETTINGS.labelSmoothing };

export function checkGradientsProgram() {
  const program = newProgram(CALL, END)
    .description("Checks the classifier's analytic gradients against numerical ones, on CIFAR-10.")
    .optionsGroup('Check:')
    .option(
      '--lambda <numbers...>',
      `weight decays λ (default: ${LAMBDAS.join(', ')})`,
      (text, before: number[] | undefined) => [...(before ?? []), nonNegative('--lambda', text)],
    )
    .option(
      '--samples <count>',
      'number of training samples to check on, from the first on',
      (text) => integerFrom(1)('--samples', text),
      CHECKED_SAMPLES,
    )
    .addOption(
      new Option('--scheme <name>', 'differences: (J(θ+h) − J(θ−h)) / 2h or (J(θ+h) − J(θ)) / h')
        .choices(SCHEMES)
        .default('central' as const),
    )
    .option(
      '--step <number>',
      'h (default: 1e-5 for central, 1e-7 for forward differences)',
      (text) => positive('--step', text),
    )
    .option(
      '--tolerance <number>',
      'errors |gₐ − gₙ| below this pass',
      (text) => positive('--tolerance', text),
      1e-6,
    )
    .option(
      '--sampled [count]',
      `check this many parameters of each kind, drawn at random (${SAMPLED} unless given)`,
      (text) => integerFrom(1)('--sampled', text),
    )
    .option(
      '--seed <integer>',
      'seed of the random generator that draws parameters',
      (text) => integerFrom(0)('--seed', text),
      42,
    )
    .optionsGroup('Code of your own:')
    .option('--code <file>', 'check the functions in your file instead: see `onelayer exercise`')
    .option(
      '--seconds <number>',
      'the longest that a call of your code may take (default: 10)',
      (text) => positive('--seconds', text),
    )
    .optionsGroup('Machine:')
    .addOption(backendOption)
    .addOption(threadsOption)
    .optionsGroup('Data:')
    .option('--data <path>', 'a folder with CIFAR-10, or one of its archives; else it is fetched')
    .optionsGroup('Output:')
    .option('--results <file>', 'write all figures to this JSON file')
    .option('--json', 'print all figures as JSON, and nothing else', false)
    .option('--quiet', 'print only the tables and the verdict', false)
    .optionsGroup('Check:');
  addSettings(program, CHECKED);
  return program;
}

type Program = ReturnType<typeof checkGradientsProgram>;
type Given = ReturnType<ReturnType<typeof checkGradientsProgram>['opts']>;

/** The check-gradients command's options, validated and with defaults. */
export type CheckGradientsOptions = Omit<Given, 'lambda' | 'sampled'> &
  Pick<WholeSettings, 'loss' | 'labelSmoothing'> & {
    readonly lambdas: readonly number[];
    readonly sampled: number | undefined;
  };

/** Options that say how the checked code computes. */
const NOT_OF_OWN_CODE = [
  'scheme',
  'step',
  'tolerance',
  'backend',
  'threads',
  ...Object.keys(CHECKED),
];

/** Throws a usage error for an option that has no meaning for code of the user's own. */
function refuseForeign(program: Program): void {
  for (const option of program.options) {
    const name = option.attributeName();
    if (!NOT_OF_OWN_CODE.includes(name) || program.getOptionValueSource(name as never) !== 'cli')
      continue;
    program.error(`error: '${option.long}' has no effect with --code, whose cost is fixed`);
  }
}

/** Reads the command line. Throws usage errors and help, which `runCommand` prints. */
export function readCheckGradientsOptions(argv: readonly string[]): CheckGradientsOptions {
  const program = checkGradientsProgram().parse(argv);
  const { lambda, sampled, ...rest } = program.opts();
  if (rest.code === undefined) refuseIdle(program, ['seconds'], '--code');
  else refuseForeign(program);
  const checked = settingsGiven(rest, CHECKED) as Pick<WholeSettings, 'loss' | 'labelSmoothing'>;
  return {
    ...rest,
    ...checked,
    lambdas: lambda ?? LAMBDAS,
    sampled: sampled === true ? SAMPLED : sampled,
  };
}

import path from 'node:path';
import { argumentError } from '../../errors';
import type { Halving, SearchSpace } from '../../search';
import {
  integerFrom,
  SETTINGS,
  wholeSettings,
  type GivenSettings,
  type Table,
} from '../../training';
import { howToCall } from '../how-to-call';
import { liveOption } from '../live/live-option';
import { assertModelEnding } from '../model-ending';
import { refuseIdle } from '../program/idle-options';
import { newProgram, type HelpEnd } from '../program/new-program';
import { newRunFolder } from '../runs/run-folder';
import { refuseIdleValidation, withSettings } from '../runs/run-options';
import { refuseIdleParts } from '../runs/setting-options';
import { listTable, spaceGiven, VALUE_FORMS } from './space-options';

const CALL = howToCall('sweep');

/** What is searched where no setting has several values. */
const DEFAULT_SPACE: SearchSpace = {
  lambda: [0, 0.001, 0.01, 0.1],
  eta: { log: [1e-4, 1e-1], count: 7 },
};

const END: HelpEnd = {
  examples: [
    [CALL, 'λ of 0, 0.001, 0.01 and 0.1 with seven η from 0.0001 to 0.1'],
    [`${CALL} --lambda 0,0.01,0.1 --eta log:1e-4:1e-1:8`, 'values of your own'],
    [
      `${CALL} --lambda log:1e-5:1 --eta log:1e-4:1 --draws 32 --seed 7`,
      '32 settings drawn at random',
    ],
    [
      `${CALL} --batch-size 50,100,200 --momentum 0,0.9 --halving 3`,
      'any settings; the best third goes on again and again',
    ],
    [`${CALL} --folds 5 --journal sweep.jsonl`, 'five folds, kept in a file to go on with'],
    [`${CALL} --watch sweep.jsonl`, 'looking on from another terminal'],
    [`${CALL} --all-batches --out best`, 'then training the best with a report'],
  ],
  more: [
    `Settings take ${VALUE_FORMS}; with --draws, ranges have no COUNT. The trial with the best ` +
      'validation accuracy is chosen, and evaluated on the test set once.',
  ],
};

const TABLE = listTable(SETTINGS, { lambda: '0,0.001,0.01,0.1', eta: 'log:0.0001:0.1:7' });

export function sweepProgram() {
  const program = newProgram(CALL, END)
    .description('Searches for the best settings on CIFAR-10.')
    .optionsGroup('Search:')
    .option(
      '--draws <count>',
      'draw so many trials at random (default: all combinations)',
      (text) => integerFrom(1)('--draws', text),
    )
    .option('--folds <count>', 'validate by cross-validation of the training images', (text) =>
      integerFrom(2)('--folds', text),
    )
    .option(
      '--halving <factor>',
      'successive halving: one of so many trials goes on; FACTOR:EPOCHS says the first rung, too',
      readHalving,
    )
    .option(
      '--journal <file>',
      'keep the sweep there, for several processes to share (default: in a new folder in runs/)',
    )
    .option('--watch <journal>', 'only show how a sweep gets on that writes this journal')
    .optionsGroup('Training:');
  type Own = ReturnType<(typeof program)['opts']>;
  return withSettings<Own>(program, TABLE)
    .option('--out <folder>', 'train the best once more there, with results and the report')
    .option('--save <file>', 'keep the best classifier: .safetensors, .onnx, .json or .csv')
    .addOption(liveOption)
    .option('--json', 'print the results as JSON, and nothing else', false)
    .option('--quiet', 'print only the table', false);
}

interface GivenHalving {
  readonly factor: number;
  /** Undefined if only the factor is given. */
  readonly epochs: number | undefined;
}

function readHalving(text: string): GivenHalving {
  const [factor, epochs, ...more] = text.split(':');
  if (more.length > 0)
    throw argumentError(RangeError, '--halving', 'FACTOR or FACTOR:EPOCHS', text);
  return {
    factor: integerFrom(2)('--halving', factor),
    epochs: (epochs as string | undefined) && integerFrom(1)('--halving', epochs),
  } as GivenHalving;
}

export type SweepOptions = Omit<
  ReturnType<ReturnType<typeof sweepProgram>['opts']>,
  'halving' | 'journal'
> & {
  readonly space: SearchSpace;
  readonly fixed: GivenSettings;
  readonly halving: Halving | undefined;
  readonly journal: string;
};

/** Reads the command line. Throws usage errors and help, which `runCommand` prints. */
export function readSweepOptions(argv: readonly string[]): SweepOptions {
  const program = sweepProgram().parse(argv);
  const options = program.opts();
  const { draws, halving, out, save } = options;
  refuseIdleValidation(program);
  refuseIdleParts(program, TABLE);
  if (options.watch !== undefined)
    refuseIdle(program, ['out', 'save', 'journal', 'live'], 'no --watch');
  if (save !== undefined) assertModelEnding(program, save, '--save');
  const given = spaceGiven({ ...options }, TABLE);
  const isEmpty = Object.keys(given.space).length === 0;
  if (isEmpty && draws !== undefined) {
    program.error("error: '--draws' needs a range or a list, e.g. --eta log:1e-4:1e-1");
  }
  return {
    ...options,
    ...given,
    space: isEmpty ? defaultSpace(given.fixed) : given.space,
    halving: halving && withFirstRung(halving, given.fixed),
    journal: options.journal ?? path.join(out ?? newRunFolder(), 'sweep.jsonl'),
  };
}

/** The default space without settings that have a value, or that mean nothing to the solver. */
function defaultSpace(fixed: GivenSettings): SearchSpace {
  const { solver } = wholeSettings(fixed);
  const entries = Object.entries(DEFAULT_SPACE).filter(([name]) => {
    const { solvers } = (SETTINGS as Table)[name];
    return !(name in fixed) && (solvers?.includes(solver) ?? true);
  });
  return Object.fromEntries(entries);
}

/** The rungs above the first, where its epochs are not given. */
const RUNGS_ABOVE = 2;

/** By default, the first rung is so short that two follow up to all epochs. */
function withFirstRung({ factor, epochs }: GivenHalving, fixed: GivenSettings): Halving {
  const all = wholeSettings(fixed).epochs;
  return { factor, epochs: epochs ?? Math.max(1, Math.ceil(all / factor ** RUNGS_ABOVE)) };
}

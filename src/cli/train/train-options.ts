import type { HelpEnd } from '../program/new-program';
import { liveOption } from '../live/live-option';
import {
  integerFrom,
  readCheckpoint,
  SETTINGS,
  settingsWithPatches,
  type CheckpointPlan,
  type Snapshot,
} from '../../training';
import { howToCall } from '../how-to-call';
import { assertModelEnding } from '../model-ending';
import { refuseWithCode, runsByBoth } from './own-code-options';
import { resumedRuns } from './resumed-options';
import { secondsOption } from '../own-code-options';
import {
  addFeatureRoomOptions,
  addPatchOptions,
  patchesGiven,
  type PatchesGiven,
} from '../patches/patch-options';
import { refuseWithPatches } from '../patches/refuse-with-patches';
import { refuseIdle } from '../program/idle-options';
import { newRunFolder } from '../runs/run-folder';
import { assertForKept, plannedRuns, runProgram, type PlannedRun } from '../runs/run-options';

const CALL = howToCall('train');

const END: HelpEnd = {
  examples: [
    [CALL, 'the four configurations of the assignment'],
    [
      `${CALL} --configuration 2 --results results.json`,
      "one of them, with every epoch's figures in a JSON file",
    ],
    [`${CALL} --lambda 0.05 --eta 0.002 --epochs 20`, 'settings of your own'],
    [
      `${CALL} --eta 0.01 --batch-size 50 --schedule step:10:0.5`,
      'mini-batches of 50 samples, and an η that is halved after each 10 epochs',
    ],
    [
      `${CALL} --solver lbfgs --lambda 0.1`,
      'to the optimum, with a certificate of how far it is at most',
    ],
    [`${CALL} --save model.safetensors --no-report`, 'keeping the best classifier alone'],
    [`${CALL} --all-batches --validation 5000`, 'on 45,000 images instead of 10,000'],
    [
      `${CALL} --all-batches --flips --schedule cosine --checkpoint run.ckpt`,
      'mirrored images and a falling η, kept in a file after each epoch',
    ],
    [
      `${CALL} --all-batches --resume run.ckpt`,
      'the same training from where it was stopped, to the bit',
    ],
    [
      `${CALL} --patches 2048 --all-batches`,
      'on features by a dictionary of patches: 83 % instead of 40 %, in a few minutes',
    ],
    [
      `${CALL} --code mine.js --configuration 3`,
      'by functions that you have written, and by onelayer beside them',
    ],
    [
      `${CALL} --data ~/Downloads/cifar-10-binary.tar.gz --out runs`,
      'with data that you have, keeping weights and report',
    ],
  ],
};

export function trainProgram() {
  const program = runProgram(CALL, END, SETTINGS)
    .description(
      'Trains linear classifiers on CIFAR-10, by mini-batch gradient descent or, with L-BFGS, to the optimum.',
    )
    .optionsGroup('Training:')
    .option(
      '--distributed',
      'share the rows among processes of MPI, whatever started them (default: if mpirun or srun did)',
      false,
    )
    .option('--no-doctor', 'skip the checks before and during training')
    .optionsGroup('Code of your own:')
    .option(
      '--code <file>',
      'train by the functions of this .js, .ts or .py file, and by onelayer beside it: see `exercise`',
    )
    .addOption(secondsOption);
  addPatchOptions(program);
  addFeatureRoomOptions(program);
  return program
    .optionsGroup('Checkpoints:')
    .option('--checkpoint <file>', 'save checkpoints to this file, to resume from later')
    .option(
      '--every <steps>',
      'mini-batches between checkpoints (default: those of an epoch)',
      (text) => integerFrom(1)('--every', text),
    )
    .option('--resume <file>', 'resume from this checkpoint, and save checkpoints to it')
    .optionsGroup('Output:')
    .option(
      '--out <folder>',
      'write results, weights, figures and the report there (default: a new folder in runs/)',
    )
    .option('--save <file>', "keep the best run's classifier: .safetensors, .onnx, .json or .csv")
    .option('--no-report', 'write no figures and no report; without --out, no folder at all')
    .option('--results <file>', 'write all figures to this JSON file')
    .addOption(liveOption)
    .option('--json', 'print the results as JSON, and nothing else', false)
    .option('--quiet', 'print only the table', false);
}

export type TrainOptions = ReturnType<ReturnType<typeof trainProgram>['opts']> & {
  readonly runs: readonly PlannedRun[];
  /** False where fewer samples than the default's take smaller mini-batches. */
  readonly isBatchSizeGiven: boolean;
  /** The options of features by patches; null where pixels are the features. */
  readonly patches: PatchesGiven | null;
  /** The folder for results, weights and the report, if any. */
  readonly out: string | undefined;
  /** The plan for checkpoints, if any. */
  readonly keptIn: CheckpointPlan | undefined;
  /** The snapshot to resume from, if any. */
  readonly resumed: Snapshot | undefined;
};

/** Reads the command line and its checkpoint. Throws usage errors and help, which `runCommand` prints. */
export async function readTrainOptions(argv: readonly string[]): Promise<TrainOptions> {
  const program = trainProgram().parse(argv);
  const options = program.opts();
  const out = options.out ?? (options.report ? newRunFolder() : undefined);
  const { checkpoint, code, every, resume } = options;
  if (code !== undefined) refuseWithCode(program);
  else refuseIdle(program, ['seconds'], '--code');
  const patches = patchesGiven(program);
  if (patches !== null) refuseWithPatches(program, patches);
  const planned = plannedRuns(
    program,
    SETTINGS,
    patches === null ? {} : settingsWithPatches(String(program.getOptionValue('solver'))),
  );
  const file = checkpoint ?? resume;
  if (every !== undefined && file === undefined) {
    program.error("error: '--every' needs --checkpoint, or --resume: there is nothing to keep");
  }
  const { save } = options;
  if (save !== undefined) assertModelEnding(program, save, '--save');
  const resumed = resume === undefined ? undefined : await readCheckpoint(resume);
  if (resumed) assertForKept(program, resumed.identity.settings[0], SETTINGS);
  const isGiven = (option: string): boolean =>
    program.getOptionValueSource(option as never) === 'cli';
  return {
    ...options,
    out,
    isBatchSizeGiven: resumed !== undefined || isGiven('batchSize'),
    patches,
    runs: resumed
      ? resumedRuns(String(resume), resumed, planned, SETTINGS, isGiven)
      : code === undefined
        ? planned
        : runsByBoth(planned, code),
    keptIn: file === undefined ? undefined : { file, every },
    resumed,
  };
}

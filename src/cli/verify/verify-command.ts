import { Option } from '@commander-js/extra-typings';
import type { Cifar10World } from '../../data';
import { integerFrom } from '../../training';
import { verifyResults, type VerifiedFile } from '../../verify';
import { backendOption, threadsOption } from '../backend-options';
import { howToCall } from '../how-to-call';
import type { LoadedCommand } from '../onelayer/loaded-command';
import { assertDataExist } from '../prepare-outputs';
import { printJson } from '../print-json';
import { newProgram, type HelpEnd } from '../program/new-program';
import { fetchProgress } from '../progress/fetch-progress';
import { verifyProgress } from '../progress/verify-progress';
import { EXIT } from '../run-command';
import { print } from '../terminal/say';
import { fileText, filesText } from './verdict-text';

const CALL = howToCall('verify');

const END: HelpEnd = {
  examples: [
    [`${CALL} runs/assignment`, 'the results in a folder, and the models beside them'],
    [`${CALL} submissions --retrain`, 'a folder of submissions, every training repeated'],
    [
      `${CALL} submissions --retrain --retrain-epochs 2`,
      'the same, but two epochs of each: a forged training differs from the first on',
    ],
    [`${CALL} alice.json bob.json --no-models --json`, 'the files alone, for another program'],
  ],
};

export function verifyProgram() {
  return newProgram(CALL, END)
    .description(
      'Tells whether results files are right: as onelayer wrote them, true to themselves, to the saved models and, with --retrain, to the training.',
    )
    .argument('<results...>', 'results files, and folders: all results files in them')
    .optionsGroup('Checks:')
    .option('--no-models', 'evaluate no saved models')
    .option('--retrain', 'train all runs again, and compare every epoch and the weights', false)
    .addOption(
      new Option('--retrain-epochs <count>', 'with --retrain: only the first epochs').argParser(
        (text) => integerFrom(1)('--retrain-epochs', text),
      ),
    )
    .optionsGroup('Machine:')
    .addOption(
      new Option('--backend <name>', backendOption.description)
        .choices(['auto', 'openblas', 'js'] as const)
        .default('auto' as const, "each file's own"),
    )
    .addOption(threadsOption)
    .optionsGroup('Data:')
    .option('--data <path>', 'a folder with CIFAR-10, or one of its archives; else it is fetched')
    .optionsGroup('Output:')
    .option('--json', 'print the verdicts as JSON, and nothing else', false)
    .option('--quiet', 'print no progress, and of a single file the verdict alone', false);
}

/**
 * Verifies results files, prints a verdict for each, and exits with 0 only if all are right.
 *
 * @param world  the files of CIFAR-10; tests have small ones
 */
export async function verifyCommand(
  argv: readonly string[],
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const program = verifyProgram().parse(argv);
  const [paths] = program.processedArgs;
  const { json, quiet, retrain, retrainEpochs, ...options } = program.opts();
  if (retrainEpochs !== undefined && !retrain) {
    program.error("error: '--retrain-epochs' needs --retrain");
  }
  assertDataExist(options.data);
  const isQuiet = quiet || json;
  const progress = verifyProgress(isQuiet);
  const { onProgress: onFetch, onNotice } = fetchProgress(isQuiet);
  let files: VerifiedFile[];
  try {
    files = await verifyResults(
      paths,
      {
        ...options,
        ...{ retrain, retrainEpochs, signal, onFetch, onNotice },
        onProgress: (now) => progress.show(now),
      },
      world,
    );
  } finally {
    progress.stop();
  }
  if (!files.every(({ verdict }) => verdict === 'right')) process.exitCode ??= EXIT.failure;
  if (json) printJson({ files });
  else if (files.length === 1) print(fileText(files[0], quiet), { hang: 10 });
  else print(filesText(files), { hang: 10 });
}

export const command: LoadedCommand = { run: verifyCommand, program: verifyProgram };

import type { HelpEnd } from '../program/new-program';
import { note, print } from '../terminal/say';
import type { Cifar10World } from '../../data';
import { howToCall } from '../how-to-call';
import { chosenData } from '../inputs/chosen-data';
import { labelledProgram, OF_A_FILE, OF_CIFAR10 } from '../inputs/input-options';
import { refuseIdle } from '../program/idle-options';
import { withEncodingProgress } from '../progress/encoding-progress';
import { LinearClassifier } from '../../library';
import { isTrainingSet } from '../../training';
import { printJson } from '../print-json';
import { noteFallback } from '../say-backend';
import { evaluationRecord } from './evaluation-record';
import { evaluationBanner, evaluationText } from './evaluation-text';
import type { LoadedCommand } from '../onelayer/loaded-command';

const CALL = howToCall('evaluate');

const END: HelpEnd = {
  examples: [
    [`${CALL} model.safetensors`, "on CIFAR-10's test images"],
    [`${CALL} flowers.safetensors iris.csv --label species`, 'on the rows of a CSV'],
    [
      `${CALL} model.safetensors X_test.npy --labels y_test.npy --json`,
      'on an array, for another program',
    ],
    [
      `${CALL} mnist.safetensors mnist.npz --array x_test --labels y_test`,
      'on arrays of an archive',
    ],
  ],
};

export function evaluateProgram() {
  return labelledProgram(CALL, END)
    .description(
      'Evaluates a classifier: accuracy, loss and calibration, and metrics of each class.',
    )
    .argument('<model>', 'a file with a classifier: .safetensors or .json')
    .argument('[data]', "labelled samples: CSV, .npy or .npz (default: CIFAR-10's test_batch)")
    .option('--json', 'print all figures as JSON, and nothing else', false)
    .option('--quiet', 'print only the tables', false);
}

/**
 * Evaluates a classifier on labelled samples, by default CIFAR-10's test images.
 *
 * @param world  the files of CIFAR-10; tests have small ones
 */
export async function evaluateCommand(
  argv: readonly string[],
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const program = evaluateProgram().parse(argv);
  const [model, file] = program.processedArgs;
  const options = program.opts();
  const { backend, threads, json, quiet } = options;
  if (file === undefined) refuseIdle(program, OF_A_FILE, 'a file of samples');
  else refuseIdle(program, OF_CIFAR10, 'CIFAR-10 as the samples');
  const classifier = await LinearClassifier.load(model, { backend, threads });
  if (quiet || json) noteFallback(backend, classifier.backend);
  const { set, source } = await chosenData(file, 'test_batch', options, classifier, signal, world);
  if (!quiet && (await isTrainingSet(set, classifier.provenance, signal))) {
    note('these are the samples that the classifier was trained on: how good it is, others tell');
  }
  const evaluation = await withEncodingProgress(quiet || json, (onProgress) =>
    classifier.evaluate(set, signal, onProgress),
  );
  const record = evaluationRecord(model, source, classifier, set, evaluation);
  if (json) {
    printJson(record);
    return;
  }
  if (!quiet) print(evaluationBanner(record));
  print(evaluationText(record));
}

export const command: LoadedCommand = { run: evaluateCommand, program: evaluateProgram };

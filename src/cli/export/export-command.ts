import { printable, show } from '../../errors';
import type { HelpEnd } from '../program/new-program';
import { note, print } from '../terminal/say';
import type { Cifar10World } from '../../data';
import { nats, percent } from '../../report/text/format';
import { assertModelEnding } from '../model-ending';
import { howToCall } from '../how-to-call';
import { chosenData } from '../inputs/chosen-data';
import { labelledProgram, OF_A_FILE, OF_CIFAR10 } from '../inputs/input-options';
import { refuseIdle } from '../program/idle-options';
import { LinearClassifier, type TemperatureFit } from '../../library';
import { printJson } from '../print-json';
import { withEncodingProgress } from '../progress/encoding-progress';
import { prepareOutputs } from '../prepare-outputs';
import { noteFallback } from '../say-backend';
import type { LoadedCommand } from '../onelayer/loaded-command';

const CALL = howToCall('export');

const END: HelpEnd = {
  examples: [
    [`${CALL} model.safetensors model.onnx`, 'for ONNX Runtime and whatever else reads ONNX'],
    [
      `${CALL} model.safetensors model.json`,
      'weights and what standardises, as scikit-learn calls them',
    ],
    [
      `${CALL} model.safetensors calibrated.safetensors --calibrate`,
      "with the temperature that fits CIFAR-10's data_batch_2 best",
    ],
    [
      `${CALL} flowers.safetensors calibrated.onnx --calibrate-on validation.csv --label species`,
      'with the one that fits data of your own',
    ],
  ],
};

function exportProgram() {
  return labelledProgram(CALL, END)
    .description('Writes a classifier in the form that the ending of the new file names.')
    .argument('<model>', 'a file with a classifier: .safetensors or .json')
    .argument('<out>', 'the file to write: .safetensors, .onnx, .json or .csv')
    .optionsGroup('Calibration:')
    .option('--calibrate', "fit the temperature on CIFAR-10's data_batch_2", false)
    .option('--calibrate-on <file>', 'fit it on these samples: CSV, .npy or .npz')
    .optionsGroup('Output:')
    .option('--json', 'print what was written as JSON, and nothing else', false)
    .option('--quiet', 'print notices and errors alone', false);
}

/**
 * Writes a classifier in another format, and calibrates it first if asked to.
 *
 * @param world  the files of CIFAR-10; tests have small ones
 */
async function exportCommand(
  argv: readonly string[],
  signal: AbortSignal,
  world?: Cifar10World,
): Promise<void> {
  const program = exportProgram().parse(argv);
  const [model, out] = program.processedArgs;
  const { calibrate, calibrateOn, ...options } = program.opts();
  const { backend, threads, json, quiet } = options;
  assertModelEnding(program, out);
  if (calibrate && calibrateOn !== undefined) {
    program.error(
      "error: '--calibrate' takes CIFAR-10, and '--calibrate-on' a file: give one of them",
    );
  }
  if (calibrateOn === undefined) refuseIdle(program, OF_A_FILE, '--calibrate-on');
  if (!calibrate) refuseIdle(program, OF_CIFAR10, '--calibrate');
  prepareOutputs({ save: out });
  const classifier = await LinearClassifier.load(model, { backend, threads });
  let change: TemperatureFit | null = null;
  if (calibrate || calibrateOn !== undefined) {
    noteFallback(backend, classifier.backend);
    const file = calibrateOn;
    const { set } = await chosenData(file, 'data_batch_2', options, classifier, signal, world);
    change = await withEncodingProgress(quiet || json, (onProgress) =>
      classifier.calibrate(set, signal, onProgress),
    );
  }
  signal.throwIfAborted();
  await classifier.save(out);
  const dates = out.toLowerCase().endsWith('.onnx') ? datesOf(classifier) : [];
  if (dates.length > 0 && !quiet) {
    const what = "operators of ONNX can't read dates: the model takes their parts as numbers";
    note(`${out}: ${what}, ${dates.join(', ')}`);
  }
  if (json) printJson({ model, file: out, calibration: change });
  else if (!quiet) print(exportText(out, change));
}

/** The inputs of an ONNX file that stand for columns of dates. */
function datesOf({ preparation }: LinearClassifier): string[] {
  const columns = preparation?.columns ?? [];
  return columns.flatMap(({ name, ...own }) =>
    own.kind === 'date' ? own.parts.map((part) => show(`${name}: ${part}`)) : [],
  );
}

function exportText(file: string, change: TemperatureFit | null): string {
  const written = `written    ${printable(file)}`;
  if (change === null) return written;
  const { temperature, before, after } = change;
  return [
    `calibrated temperature ${temperature.toPrecision(3)}: ` +
      `calibration error ${percent(before.expectedError)} before, ${percent(after.expectedError)} after; ` +
      `loss ${nats(before.loss)}, ${nats(after.loss)}`,
    written,
  ].join('\n');
}

export const command: LoadedCommand = { run: exportCommand, program: exportProgram };

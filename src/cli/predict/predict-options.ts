import { newProgram, type HelpEnd } from '../program/new-program';
import { backendOption, threadsOption } from '../backend-options';
import { howToCall } from '../how-to-call';
import {
  arrayOption,
  delimiterOption,
  headerOption,
  labelOption,
  onlyOption,
  withoutOption,
} from '../inputs/input-options';
import { integerFrom } from '../../training';

const CALL = howToCall('predict');

const END: HelpEnd = {
  examples: [
    [`${CALL} model.safetensors cat.png`, 'the classes of an image, with their probabilities'],
    [`${CALL} model.safetensors photos/*.jpg --top 3`, 'the three best of each'],
    [
      `${CALL} flowers.safetensors iris.csv --label species --json`,
      'rows of a CSV without their labels, a line of JSON for each',
    ],
    [`${CALL} mnist.safetensors mnist.npz --array x_test`, "an array of an archive of NumPy's"],
    [
      `cut -d, -f2- measured.csv | ${CALL} flowers.safetensors`,
      'rows from standard input, each as soon as the next one begins',
    ],
    [
      `${CALL} flowers.safetensors iris.csv --explain`,
      'what each column adds to the score of the best class',
    ],
    [
      `${CALL} flowers.safetensors iris.csv --out predictions.csv`,
      'the rows of a CSV again, with their classes and probabilities',
    ],
  ],
  more: [
    'A line of JSON is {"input", "sample", "label", "probability", "top"}: the file, the number of the sample in it from 0 (null for an image), the best class, and the best ones as a list of {"label", "index", "probability"}.',
    'With --explain it has {"explanation": {"label", "index", "probability", "score", "bias", "contributions"}} too: the score is the bias and all contributions, each {"column", "value", "contribution"}, the largest first.',
  ],
};

export function predictProgram() {
  return newProgram(CALL, END)
    .description('Predicts the classes of images, rows of a table, or rows of an array.')
    .argument('<model>', 'a file with a classifier: .safetensors or .json')
    .argument('[inputs...]', 'images or folders of them, tables, arrays; - or none: standard input')
    .optionsGroup('Output:')
    .option(
      '--top <count>',
      'classes to show (default: 1; of one sample, and with --json, up to 10)',
      (text) => integerFrom(1)('--top', text),
    )
    .option('--explain', 'show what each column adds to the score of the best class', false)
    .optionsGroup('Data:')
    .addOption(labelOption)
    .addOption(onlyOption)
    .addOption(withoutOption)
    .addOption(headerOption)
    .addOption(delimiterOption)
    .addOption(arrayOption)
    .optionsGroup('Machine:')
    .addOption(backendOption)
    .addOption(threadsOption)
    .optionsGroup('Output:')
    .option('--out <file>', 'write the predictions to this .csv, beside the columns of a CSV')
    .option('--json', 'print a line of JSON for each sample, and nothing else', false)
    .option('--quiet', 'print no notes', false);
}

export type PredictOptions = ReturnType<ReturnType<typeof predictProgram>['opts']>;

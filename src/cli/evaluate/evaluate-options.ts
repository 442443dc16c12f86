import { howToCall } from '../how-to-call';
import { labelledProgram } from '../inputs/input-options';

const CALL = howToCall('evaluate');

const EXAMPLES = `
Examples:
  $ ${CALL} model.safetensors
      on CIFAR-10's test images
  $ ${CALL} flowers.safetensors iris.csv --label species
      on the rows of a CSV
  $ ${CALL} model.safetensors X_test.npy --labels y_test.npy --json
      on an array, for another program
  $ ${CALL} mnist.safetensors mnist.npz --array x_test --labels y_test
      on arrays of an archive

Exit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C, 143 by SIGTERM.`;

/** Defines the evaluate command's arguments and options. */
export function evaluateProgram() {
  return labelledProgram(CALL)
    .description(
      'Tells how often a classifier is right, in all and class by class, and how sure it is.',
    )
    .argument('<model>', 'a file with a classifier: .safetensors or .json')
    .argument('[data]', "labelled samples: CSV, .npy or .npz (default: CIFAR-10's test_batch)")
    .option('--json', 'print all figures as JSON, and nothing else', false)
    .option('--quiet', 'print the tables alone', false)
    .addHelpText('after', EXAMPLES);
}

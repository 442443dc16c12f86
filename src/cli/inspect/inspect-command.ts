import { endAtOnce } from '../run-command';
import { newProgram, type HelpEnd } from '../program/new-program';
import { print } from '../terminal/say';
import { howToCall } from '../how-to-call';
import { LinearClassifier } from '../../library';
import { printJson } from '../print-json';
import { inspection, inspectionText } from './inspection';
import type { LoadedCommand } from '../onelayer/loaded-command';

const CALL = howToCall('inspect');

const END: HelpEnd = {
  examples: [
    [`${CALL} model.safetensors`, 'its classes, how it was trained, and its weights'],
    [`${CALL} model.safetensors --json`, 'for another program'],
  ],
};

function inspectProgram() {
  return newProgram(CALL, END)
    .description("Shows what is in a classifier's file.")
    .argument('<model>', 'a file with a classifier: .safetensors or .json')
    .option('--json', 'print it as JSON, and nothing else', false);
}

/** Shows a classifier's kind, its provenance and statistics of its weights. */
async function inspectCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  endAtOnce(signal);
  const program = inspectProgram().parse(argv);
  const [file] = program.processedArgs;
  const { json } = program.opts();
  // Nothing is computed: no need to load the addon.
  const found = inspection(file, await LinearClassifier.load(file, { backend: 'js' }));
  if (json) printJson(found);
  else print(inspectionText(found));
}

export const command: LoadedCommand = { run: inspectCommand, program: inspectProgram };

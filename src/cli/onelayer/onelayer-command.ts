import { newProgram, type HelpEnd } from '../program/new-program';
import { packageVersion } from '../../files';
import { howToCall } from '../how-to-call';
import { SUBCOMMANDS } from './subcommands';

const CALL = howToCall('').trimEnd();

const END: HelpEnd = {
  hint: `commands: ${SUBCOMMANDS.map(({ name }) => name).join(', ')}; ${CALL} help shows them`,
  examples: [
    [
      `${CALL} train --configuration 2 --out runs`,
      'train, and keep the report and the classifier in runs/',
    ],
    [`${CALL} predict model.safetensors cat.png`, 'which class an image is of'],
    [
      `${CALL} evaluate model.safetensors --json`,
      "how good a classifier is on CIFAR-10's test images, for another program",
    ],
    [`${CALL} help train`, 'the options of a command, with examples'],
  ],
  more: [
    'Each command but completion prints JSON with --json: on standard output alone, while progress, notes and errors go to standard error.',
  ],
};

/** Runs the subcommand that the command line names; without one, lists them. */
export async function onelayerCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  const [node, script, ...words] = argv;
  const isHelp = words[0] === 'help' && words.length > 1;
  const [name, ...rest] = isHelp ? [words[1], '--help'] : words;
  const called = SUBCOMMANDS.find((subcommand) => subcommand.name === name);
  if (called !== undefined) return called.load().run([node, script, ...rest], signal);
  onelayerProgram().parse([node, script, ...(isHelp ? [name] : words)]);
}

/** The program without a subcommand: help and version. */
function onelayerProgram() {
  const program = newProgram(CALL, END)
    .description('Trains and uses multi-class linear classifiers.')
    .usage('<command> [options]')
    .version(packageVersion(), '-v, --version', 'print the version')
    .helpCommand('help [command]', 'show the options of a command, with examples');
  for (const { name, summary } of SUBCOMMANDS) program.command(name).description(summary);
  return program;
}

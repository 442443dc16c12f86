import { Command, type CommandUnknownOpts } from '@commander-js/extra-typings';
import { columnsOf } from '../../report/text/width';
import { fitted } from '../terminal/fitted';
import { printable } from '../../errors';
import { isQuiet, writeError } from '../terminal/say';
import { helpStyle, WIDEST_HELP } from './help-style';

/** A command line to copy, and what it does, if it doesn't say so. */
export type Example = readonly [call: string, words?: string];

/** What the help of a command ends with. */
export interface HelpEnd {
  /** The first also follows an error on the command line: the simplest one. */
  readonly examples: readonly Example[];
  /** What follows an error instead of the first example. */
  readonly hint?: string;
  /** Paragraphs after the examples. */
  readonly more?: readonly string[];
  /** In words. By default those of a command that can be stopped. */
  readonly exitCodes?: string;
}

const EXIT_CODES = '0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C, 143 by SIGTERM';

/** commander's names of mistakes that the usage and an example help with. */
const MISUSES = [
  'commander.missingArgument',
  'commander.optionMissingArgument',
  'commander.excessArguments',
  'commander.unknownOption',
  'commander.unknownCommand',
];

/** Makes a command: help within the terminal's width, and errors that show its usage and an example. */
export function newProgram(call: string, end: HelpEnd) {
  const program = new Command(call)
    .configureHelp(helpStyle)
    .configureOutput({
      getOutHelpWidth: () => Math.min(WIDEST_HELP, columnsOf(process.stdout) ?? 80),
      getErrHelpWidth: () => Math.min(WIDEST_HELP, columnsOf(process.stderr) ?? 80),
      writeOut: (text) => {
        if (!isQuiet()) process.stdout.write(fitted(text, columnsOf(process.stdout) ?? 80));
      },
      writeErr: (text) => {
        if (!isQuiet()) writeError(text.trimEnd());
      },
      outputError: (text, write) => write(printableComplaint(text)),
    })
    .helpOption('-h, --help', 'show this help')
    .addHelpText('after', endText(end))
    .exitOverride((error) => {
      if (MISUSES.includes(error.code) && !isQuiet()) writeError(usageText(program, end));
      throw error;
    });
  return program;
}

/** Escapes what commander says of a mistake: a line, and perhaps one with what may have been meant. */
export function printableComplaint(text: string): string {
  const [, complaint = '', meant = ''] = /^([^]*?)(\n\(Did you mean [^\n]*)?\n?$/.exec(text) ?? [];
  return printable(complaint) + (meant && `\n${printable(meant.slice(1))}`);
}

function endText({ examples, more = [], exitCodes = EXIT_CODES }: HelpEnd): string {
  const calls = examples.map(([call, words]) => `  $ ${call}${words ? `\n      ${words}` : ''}`);
  return [
    '',
    'Examples:',
    ...calls,
    ...more.map((text) => `\n${text}`),
    `\nExit codes: ${exitCodes}.`,
  ].join('\n');
}

function usageText(program: CommandUnknownOpts, { examples: [[call]], hint }: HelpEnd): string {
  return `usage: ${program.name()} ${program.usage()}\n${hint ?? `example: ${call}`}`;
}

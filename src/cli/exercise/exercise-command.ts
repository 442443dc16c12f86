import { existsSync } from 'node:fs';
import { Argument, Option } from '@commander-js/extra-typings';
import { argumentError, assertInteger, OnelayerError } from '../../errors';
import { FUNCTIONS, HINTS, languageOf, skeletonOf, type FunctionName } from '../../exercise';
import { writeWhole } from '../../files';
import { shellWord } from '../../report/text/shell-word';
import { integerFrom } from '../../training';
import { howToCall } from '../how-to-call';
import type { LoadedCommand } from '../onelayer/loaded-command';
import { printJson } from '../print-json';
import { refuseIdle } from '../program/idle-options';
import { newProgram, type HelpEnd } from '../program/new-program';
import { endAtOnce } from '../run-command';
import { print } from '../terminal/say';

const CALL = howToCall('exercise');

const END: HelpEnd = {
  examples: [
    [CALL, 'writes mine.js, the file to fill in'],
    [`${CALL} mine.py`, 'the same in Python'],
    [`${CALL} --hint gradient`, 'the first hint on a function'],
    [`${CALL} --hint gradient --number 2`, 'the next one'],
  ],
};

function exerciseProgram() {
  return newProgram(CALL, END)
    .description(
      'Writes a file with the functions of a classifier for you to fill in, and gives hints on them.',
    )
    .addArgument(
      new Argument('[file]', 'the file to write: its ending tells the language').default(
        undefined,
        'mine.js',
      ),
    )
    .addOption(
      new Option('--typescript', 'write mine.ts').default(false).conflicts(['python', 'hint']),
    )
    .addOption(new Option('--python', 'write mine.py').default(false).conflicts('hint'))
    .addOption(
      new Option('--hint <function>', 'print a hint on a function, and write nothing').choices(
        FUNCTIONS,
      ),
    )
    .option('--number <n>', 'which hint, from 1 (default: 1)', (text) =>
      integerFrom(1)('--number', text),
    )
    .option('--json', 'print it as JSON, and nothing else', false);
}

/** Writes the exercise's file, or prints one hint. */
async function exerciseCommand(argv: readonly string[], signal: AbortSignal): Promise<void> {
  endAtOnce(signal);
  const program = exerciseProgram().parse(argv);
  const [named] = program.processedArgs;
  const { hint, number = 1, typescript, python, json } = program.opts();
  if (hint === undefined) {
    refuseIdle(program, ['number'], '--hint');
    writeExercise(named ?? usualName(typescript, python), { typescript, python, json });
  } else {
    if (named !== undefined) throw argumentError(TypeError, 'file', 'none with --hint', named);
    giveHint(hint, number, json);
  }
  return Promise.resolve();
}

function usualName(isTypeScript: boolean, isPython: boolean): string {
  return isTypeScript ? 'mine.ts' : isPython ? 'mine.py' : 'mine.js';
}

interface Wanted {
  readonly typescript: boolean;
  readonly python: boolean;
  readonly json: boolean;
}

function writeExercise(file: string, { typescript, python, json }: Wanted): void {
  const language = languageOf(file);
  if ((typescript && language !== 'typescript') || (python && language !== 'python')) {
    const ending = typescript ? '.ts' : '.py';
    throw argumentError(RangeError, 'file', `a name that ends in ${ending}`, file);
  }
  if (existsSync(file)) {
    const what = `${file} can't be written: it is there already, and may have your work in it`;
    throw new OnelayerError('NOT_WRITABLE', `${what}; name another file, or move this one away`);
  }
  writeWhole(file, skeletonOf(language, file));
  if (json) {
    printJson({ file, language, functions: FUNCTIONS });
    return;
  }
  const word = shellWord(file);
  print(`${file} has ${FUNCTIONS.length} functions to write: ${FUNCTIONS.join(', ')}`);
  print('open it in an editor, write the first one, and check it:');
  print(`  ${howToCall('check-gradients')} --code ${word}`);
  print('a hint, if you need one:');
  print(`  ${CALL} --hint ${FUNCTIONS[0]}`);
  print('once all are right, train with them:');
  print(`  ${howToCall('train')} --code ${word}`);
}

function giveHint(name: FunctionName, number: number, json: boolean): void {
  const hints = HINTS[name];
  assertInteger('--number', number, 1, hints.length);
  const hint = hints[number - 1];
  if (json) {
    printJson({ function: name, number, of: hints.length, hint });
    return;
  }
  print(`${name}, hint ${number} of ${hints.length}: ${hint}`);
  if (number < hints.length) print(`the next one: ${CALL} --hint ${name} --number ${number + 1}`);
  else print('that was the last one: what is left is for you to find');
}

export const command: LoadedCommand = { run: exerciseCommand, program: exerciseProgram };

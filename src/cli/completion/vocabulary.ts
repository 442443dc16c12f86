import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** What can follow an option, or stand as an argument: one of some words, a file, or anything. */
export type Value = readonly string[] | 'file' | 'anything';

/** An option, as a shell has to know it. */
export interface CompletedOption {
  /** With its dashes, e.g. `--data`. */
  readonly flag: string;
  readonly description: string;
  /** Null where nothing follows. */
  readonly value: Value | null;
}

/** A command, likewise. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What its arguments can be. */
  readonly argument: Value;
}

/** What a command's program understands. */
export function vocabularyOf(
  name: string,
  description: string,
  program: CommandUnknownOpts,
): CompletedCommand {
  const options = program
    .createHelp()
    .visibleOptions(program)
    .flatMap(({ long, description, required, optional, argChoices, flags }) => {
      if (long == null) return [];
      const value = required || optional ? valueOf(argChoices, flags) : null;
      return [{ flag: long, description: oneLine(description), value }];
    });
  return { name, description, options, argument: argumentOf(program) };
}

/** Arguments that have no words to choose from are files. */
function argumentOf({ registeredArguments }: CommandUnknownOpts): Value {
  if (registeredArguments.length === 0) return 'anything';
  return registeredArguments[0].argChoices ?? 'file';
}

/** Without words to choose from, what an option calls its value says whether it is a file. */
function valueOf(choices: readonly string[] | undefined, flags: string): Value {
  if (choices !== undefined && choices.length > 0) return choices;
  return /<(file|folder|path)>/.test(flags) ? 'file' : 'anything';
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}

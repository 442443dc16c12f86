import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** The values of an option or argument: one of some words, a file, or anything. */
export type Value = readonly string[] | 'file' | 'anything';

/** The facts about an option that a shell needs. */
export interface CompletedOption {
  /** With its dashes, e.g. `--data`. */
  readonly flag: string;
  readonly description: string;
  /** Null if the option takes no value. */
  readonly value: Value | null;
}

/** The facts about a command that a shell needs. */
export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** The values of its arguments. */
  readonly argument: Value;
}

/** Takes a command's options and arguments from its program. */
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
      return [{ flag: long, description: description.replace(/\s+/g, ' '), value }];
    });
  return { name, description, options, argument: argumentOf(program) };
}

/** The values of the arguments: their choices, else files. */
function argumentOf({ registeredArguments }: CommandUnknownOpts): Value {
  if (registeredArguments.length === 0) return 'anything';
  return registeredArguments[0].argChoices ?? 'file';
}

/** The values of an option: its choices; else the placeholder tells whether it is a file. */
function valueOf(choices: readonly string[] | undefined, flags: string): Value {
  if (choices !== undefined && choices.length > 0) return choices;
  return /<(file|folder|path)>/.test(flags) ? 'file' : 'anything';
}

import { Argument } from '@commander-js/extra-typings';
import { newProgram, type HelpEnd } from '../program/new-program';
import { howToCall } from '../how-to-call';
import { bashScript } from './bash';
import { fishScript } from './fish';
import { vocabularyOf } from './vocabulary';
import { zshScript } from './zsh';
import type { LoadedCommand, Subcommand } from '../onelayer/loaded-command';

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript };
const SHELLS = ['bash', 'zsh', 'fish'] as const;
const CALL = howToCall('completion');

const END: HelpEnd = {
  examples: [
    [`source <(${CALL} bash)`, 'in this shell alone; in ~/.bashrc for all of them'],
    [
      `${CALL} bash > ~/.local/share/bash-completion/completions/onelayer`,
      'once, for all of them; again after an update',
    ],
    [
      `${CALL} zsh > ~/.zsh/completions/_onelayer`,
      'into a folder that is in fpath before compinit is called',
    ],
    [`${CALL} fish > ~/.config/fish/completions/onelayer.fish`],
  ],
  exitCodes: '0 done, 1 failed, 2 wrong usage',
};

function completionProgram() {
  return newProgram(CALL, END)
    .description('Prints a script that completes commands, options and their values in a shell.')
    .addArgument(new Argument('<shell>', 'which shell it is for').choices(SHELLS));
}

/**
 * The command that prints a completion script for some commands. The script has all their options, so
 * that a shell starts no process for a key. (@bomb.sh/tab, which fits commander, starts one, passes the
 * typed line through `eval`, and completes no file names.)
 */
export function completionOf(all: readonly Subcommand[]): LoadedCommand {
  const run = (argv: readonly string[]): Promise<void> => {
    const [shell] = completionProgram().parse(argv).processedArgs;
    const commands = all.map(({ name, summary, load }) =>
      vocabularyOf(name, summary, load().program()),
    );
    process.stdout.write(SCRIPTS[shell](commands));
    return Promise.resolve();
  };
  return { run, program: completionProgram };
}

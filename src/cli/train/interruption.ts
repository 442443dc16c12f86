import { launchedBy } from '../../cluster';
import { printable } from '../../errors';
import type { Results } from '../../report';
import { resumingCommand } from '../how-to-call';
import { note, type Say } from '../terminal/say';
import { areGrouped } from '../patches/patch-options';
import type { TrainOptions } from './train-options';

/**
 * Says after an interruption how to go on; if all epochs were trained, that nothing was lost by it.
 *
 * @param call       the words of the command line, after the command, and who shares the rows
 * @param isWritten  false if a report was to be made, and wasn't
 */
export function sayInterrupted(
  { keptIn, patches }: Pick<TrainOptions, 'keptIn' | 'patches'>,
  { words, processes }: { readonly words: readonly string[]; readonly processes: number },
  { runs }: Pick<Results, 'runs'>,
  isWritten: boolean,
  say: Say,
): void {
  if (runs.every(({ test }) => test !== null)) {
    const what = isWritten ? 'everything' : 'everything but the report';
    note(`interrupted after the last epoch: ${what} is written`);
  } else if (keptIn !== undefined) {
    const launcher = processes > 1 ? `${launchedBy()?.launcher ?? 'mpirun'} -n ${processes} ` : '';
    const command = launcher + resumingCommand('train', words, keptIn.file);
    say(`\nkept in ${printable(keptIn.file)}; to go on with it:`);
    // Unbroken, to be copied from a narrow terminal too.
    say(printable(command), { asIs: true });
  } else if (patches !== null && areGrouped(patches) && patches.isKept) {
    say(
      '\ngroups of patches that were finished are kept: the same command goes on with the next one',
    );
  }
}

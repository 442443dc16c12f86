import path from 'node:path';
import { Command } from '@commander-js/extra-typings';
import { packageFolder } from '../../src/files';
import { integerFrom, positive } from '../../src/training';

/** A program with the options of every benchmark. */
export function benchmarkProgram(name: string, description: string, minutes: number) {
  return new Command(name)
    .description(description)
    .option('--quick', 'a few seconds at tiny sizes: to see that it runs, no figures', false)
    .option(
      '--minutes <number>',
      'begin no round that would end later',
      (text) => positive('--minutes', text),
      minutes,
    )
    .option('--rounds <count>', 'at most', (text) => integerFrom(1)('--rounds', text))
    .option(
      '--out <folder>',
      'where results are written (default: benchmarks/; with --quick: nowhere)',
    )
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage, 130 stopped by Ctrl-C.')
    .allowExcessArguments(false)
    .exitOverride();
}

/** The folder for results; null for a quick run, whose figures must not replace measured ones. */
export function resultsFolder(options: { quick: boolean; out?: string }): string | null {
  if (options.out !== undefined) return path.resolve(options.out);
  return options.quick ? null : path.join(packageFolder(), 'benchmarks');
}

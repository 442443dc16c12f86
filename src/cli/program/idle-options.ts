import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/**
 * Throws a usage error for an option on the command line that would do nothing there.
 *
 * @param names  the options' names in the parsed options, e.g. `minimumDelta`
 * @param needs  what they need to have an effect, e.g. `--early-stopping`
 */
export function refuseIdle(
  program: Pick<
    CommandUnknownOpts,
    'options' | 'getOptionValue' | 'getOptionValueSource' | 'error'
  >,
  names: readonly string[],
  needs: string,
): void {
  for (const option of program.options) {
    const name = option.attributeName();
    if (!names.includes(name) || program.getOptionValueSource(name) !== 'cli') continue;
    // Of two forms, the one that was given.
    if (option.negate !== (program.getOptionValue(name) === false)) continue;
    program.error(`error: '${option.long}' needs ${needs}: without it, it does nothing`);
  }
}

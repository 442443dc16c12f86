import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { refuseSeveral } from '../refuse-several';

/** Options that mean nothing to features by patches, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  configuration: "the assignment's configurations are of pixels",
  code: 'code of your own is of pixels',
  flips: 'features by patches are the same for a picture and its mirror',
  distributed: 'each process would encode all pictures',
};

/** Throws a usage error for options that can't be combined with `--patches`. */
export function refuseWithPatches(
  program: Pick<CommandUnknownOpts, 'options' | 'getOptionValueSource' | 'error'>,
): void {
  for (const option of program.options) {
    const name = option.attributeName();
    if (!Object.hasOwn(REFUSED, name) || program.getOptionValueSource(name) !== 'cli') continue;
    program.error(`error: '${option.long}' can't be combined with --patches: ${REFUSED[name]}`);
  }
  refuseSeveral('train --patches');
}

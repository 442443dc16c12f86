import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { SETTINGS } from '../../training';
import { refuseSeveral } from '../refuse-several';
import { areGrouped, type PatchesGiven } from './patch-options';

/** Options that mean nothing to features by patches, and why. */
const REFUSED: Readonly<Record<string, string>> = {
  configuration: "the assignment's configurations are of pixels",
  code: 'code of your own is of pixels',
  flips: 'features by patches are the same for a picture and its mirror',
  distributed: 'each process would encode all pictures',
};

/** Options that mean nothing where patches are trained in groups. */
const REFUSED_IN_GROUPS: Readonly<Record<string, string>> = {
  checkpoint:
    'finished groups are kept in the cache folder, and the same command goes on after them',
  resume: 'finished groups are kept in the cache folder, and the same command goes on after them',
  earlyStopping: 'each group would end after another epoch',
  solver: 'each group would end at an optimum of its own',
};

type Program = Pick<CommandUnknownOpts, 'options' | 'getOptionValueSource' | 'error' | 'opts'>;

/** Throws a usage error for options that can't be combined with `--patches`. */
export function refuseWithPatches(program: Program, given: PatchesGiven): void {
  refuseOptions(program, REFUSED, '--patches');
  if (areGrouped(given))
    refuseOptions(program, REFUSED_IN_GROUPS, 'patches in groups (--patch-group)');
  refuseSeveral('train --patches');
}

function refuseOptions(
  program: Program,
  refused: Readonly<Record<string, string>>,
  by: string,
): void {
  const given: Readonly<Record<string, unknown>> = program.opts();
  for (const option of program.options) {
    const name = option.attributeName();
    if (!Object.hasOwn(refused, name) || program.getOptionValueSource(name) !== 'cli') continue;
    if (name === 'solver' && given.solver === SETTINGS.solver.default) continue;
    program.error(`error: '${option.long}' can't be combined with ${by}: ${refused[name]}`);
  }
}

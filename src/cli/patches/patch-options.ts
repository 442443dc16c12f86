import { Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import {
  DEFAULT_GROUP,
  PATCH_DEFAULTS,
  PATCH_ENCODINGS,
  PATCH_SETTINGS,
  type PatchSettings,
} from '../../patches';
import { integerFrom, nonNegative, positive, SETTINGS, type SettingOption } from '../../training';
import { featureMemoryOption } from '../inputs/input-options';
import { refuseIdle } from '../program/idle-options';
import type { Flag } from '../runs/named-by-flags';

const count = integerFrom(1);

/** The options of the settings of features, by their names. */
const OPTIONS: Readonly<Record<keyof PatchSettings, SettingOption>> = {
  patches: {
    flags: '--patches <count>',
    words: 'train on features of pictures by a dictionary of so many random patches',
    parse: count,
  },
  side: {
    flags: '--patch-side <pixels>',
    words: 'side of a patch',
    parse: count,
  },
  stride: {
    flags: '--patch-stride <pixels>',
    words: 'pixels from one patch to the next',
    parse: count,
  },
  components: {
    flags: '--patch-components <count>',
    words: 'principal components that whitened patches keep',
    parse: count,
  },
  epsilon: {
    flags: '--patch-epsilon <number>',
    words: 'ε of whitening: a component of variance λ is divided by √(λ + ε)',
    parse: positive,
  },
  encoding: {
    flags: '--patch-encoding <name>',
    words: 'what a similarity S above the threshold counts: 1 (hard), or S − threshold',
    choices: PATCH_ENCODINGS,
  },
  threshold: {
    flags: '--patch-threshold <number>',
    words: 'similarity from which on a patch counts',
    parse: nonNegative,
  },
  regions: {
    flags: '--patch-regions <count>',
    words: 'regions of a picture along each side, in which patches are counted',
    parse: count,
  },
  shift: {
    flags: '--patch-shift <pixels>',
    words:
      'predict by means over a picture and its copies that are shifted by so many pixels to the corners',
    parse: integerFrom(0),
  },
  mirrored: {
    flags: '--no-patch-mirrors',
    words: "count patches alone, and not their mirrors' too",
  },
  seed: {
    flags: '--patch-seed <number>',
    words: 'seed of the generator that draws patches',
    parse: integerFrom(0),
  },
};

const MIRRORS = new Option(
  '--patch-mirrors',
  "count patches' mirrors too (default: of pictures in colour)",
);

/** The option of groups of patches. @param all  when all patches are trained together by default */
export function groupOption(all: string) {
  return new Option(
    '--patch-group <count>',
    `patches that are trained together: groups of so many are trained one after another, and averaged (default: ${DEFAULT_GROUP}, or ${all})`,
  ).argParser((text) => count('--patch-group', text));
}

/** The options of the settings, for `namedByFlags`. */
export const PATCH_FLAGS: readonly Flag[] = [
  ...Object.entries(OPTIONS).map(([name, { flags }]): Flag => [name, flags.split(' ', 1)[0]]),
  ['patchGroup', '--patch-group'],
];

/** Adds the options of features by patches to a command. */
export function addPatchOptions(program: CommandUnknownOpts): void {
  program.optionsGroup('Features by patches:');
  for (const name of PATCH_SETTINGS) {
    // Both forms, so that neither is a default: that depends on the pictures.
    if (name === 'mirrored') program.addOption(MIRRORS);
    program.addOption(optionOf(name));
  }
}

/** Adds the options of where features by patches are. */
export function addFeatureRoomOptions(program: CommandUnknownOpts): void {
  program
    .addOption(groupOption('all with --solver lbfgs or --early-stopping'))
    .addOption(featureMemoryOption)
    .option('--no-patch-cache', 'keep no features in the cache folder for later runs');
}

function optionOf(name: keyof PatchSettings): Option {
  const { flags, words, choices, parse } = OPTIONS[name];
  // Without --patches there are no such features, whatever the default is.
  const isOpen = name === 'patches' || name === 'mirrored';
  const option = new Option(flags, words).default(isOpen ? undefined : PATCH_DEFAULTS[name]);
  if (choices !== undefined) option.choices(choices);
  if (parse !== undefined) option.argParser((text) => parse(String(option.long), text));
  return option;
}

/** The options of features by patches. */
export interface PatchesGiven {
  readonly settings: PatchSettings;
  /** False to keep no features in the cache. */
  readonly isKept: boolean;
  /** The patches that are trained together. */
  readonly group: number;
  /** The bytes that features may take in memory, if that is given. */
  readonly memory?: number | undefined;
}

/** Reads the options of features and their room; null without `--patches`, which the others need. */
export function patchesGiven(program: CommandUnknownOpts): PatchesGiven | null {
  const settings = patchSettingsGiven(program);
  if (settings === null) {
    refuseIdle(program, ['patchCache', 'memory'], '--patches');
    return null;
  }
  const { memory, patchCache, patchGroup } = program.opts() as Readonly<Record<string, unknown>>;
  const group = (patchGroup as number | undefined) ?? defaultGroup(program);
  return { settings, group, isKept: patchCache === true, memory: memory as number | undefined };
}

/** All patches where groups can't be averaged epoch by epoch: see `refuseWithPatches`. */
function defaultGroup(program: CommandUnknownOpts): number {
  const { solver, earlyStopping } = program.opts() as Readonly<Record<string, unknown>>;
  return solver === SETTINGS.solver.default && earlyStopping === undefined
    ? DEFAULT_GROUP
    : Infinity;
}

/** Returns true where patches are trained group by group. */
export function areGrouped({ group, settings }: PatchesGiven): boolean {
  return group < Number(settings.patches);
}

/** Reads the settings of features; null without `--patches`, which the other options need. */
export function patchSettingsGiven(program: CommandUnknownOpts): PatchSettings | null {
  const given: Readonly<Record<string, unknown>> = program.opts();
  const names = PATCH_SETTINGS.map((name) => [name, optionOf(name).attributeName()] as const);
  if (given.patches === undefined) {
    const others = names.map(([, option]) => option);
    refuseIdle(program, [...others, 'patchGroup'], '--patches');
    return null;
  }
  return Object.fromEntries(names.map(([name, option]) => [name, given[option]]));
}

import { argumentError, assertEqual, assertKnownKeys } from '../../errors';
import { SOLVER_WORDS, type SolverWords } from '../solvers';
import { ASSIGNMENT } from './assignment';
import { EXTENSIONS } from './extensions';
import { FOREIGN_NAMES } from './foreign-names';
import type { GivenFor, Others, Setting, SettingsFor, Table, ValuesOf } from './setting';
import { SETTINGS } from './table';

/**
 * The settings of a training. Settings and data together decide the result.
 *
 * @category Training
 */
export interface TrainingSettings
  extends ValuesOf<typeof ASSIGNMENT>, Partial<ValuesOf<typeof EXTENSIONS>> {}

/**
 * Settings as programs give them: any of them, some in shorter forms.
 *
 * @category Training
 */
export type GivenSettings = GivenFor<typeof SETTINGS>;

/** Settings with defaults filled in. */
export type WholeSettings = ValuesOf<typeof SETTINGS>;

export type SettingName = keyof typeof SETTINGS;

/**
 * The assignment's settings; λ and η are those of its configuration 2.
 *
 * @category Training
 */
export const DEFAULT_SETTINGS: Readonly<ValuesOf<typeof ASSIGNMENT>> = defaultsOf(ASSIGNMENT);

export function defaultsOf<T extends Table>(table: T): ValuesOf<T> {
  const entries = Object.entries(table).map(([name, { default: value }]) => [name, value]);
  return Object.fromEntries(entries) as ValuesOf<T>;
}

/**
 * Fills in the defaults.
 *
 * @param training  the training data that defaults adapt to, if known
 */
export function wholeSettings(settings: object): WholeSettings;
export function wholeSettings(
  settings: object,
  table: typeof SETTINGS,
  training: SettingsFor,
): WholeSettings;
export function wholeSettings(settings: object, table: Table, training?: SettingsFor): Others;
export function wholeSettings(
  settings: object,
  table: Table = SETTINGS,
  training?: SettingsFor,
): Others {
  const given: Others = settingsOf(settings, table);
  const defaults = Object.entries(table).map(([name, { default: value, ...own }]) => [
    name,
    own.adapt?.(value, given, training) ?? value,
  ]);
  return { ...Object.fromEntries(defaults), ...given } as Others;
}

/**
 * Picks the settings out of an object with other properties, e.g. a run in a results file, and
 * converts short forms.
 *
 * @throws TypeError or RangeError naming the setting whose short form is invalid
 */
export function settingsOf(from: object, table: Table = SETTINGS): Partial<TrainingSettings> {
  const given = Object.entries(from).filter(
    ([name, value]) => Object.hasOwn(table, name) && value !== undefined,
  );
  return Object.fromEntries(
    given.map(([name, value]) => [name, table[name].read?.(name, value) ?? value]),
  );
}

/** Converts settings in a file of an older version to their current names. */
export function withPresentNames(settings: object, table: Table = SETTINGS): object {
  const present = new Map(Object.entries(table).map(([name, { formerly }]) => [formerly, name]));
  const entries = Object.entries(settings);
  return Object.fromEntries(entries.map(([name, value]) => [present.get(name) ?? name, value]));
}

/**
 * Throws unless a run can be trained with these settings.
 *
 * @param training  the training set
 * @throws TypeError or RangeError naming the invalid setting or unknown key
 */
export function assertSettings(
  given: object,
  training: SettingsFor,
  table: Table = SETTINGS,
): void {
  assertKnownKeys('settings', given, Object.keys(table), FOREIGN_NAMES);
  const whole = wholeSettings(given, table, training);
  assertForSolver(given, whole, table);
  for (const [name, setting] of Object.entries(table)) {
    if (isUsed(name, whole, table)) setting.check(name, whole[name], whole, training);
  }
}

/** Throws if a setting that means nothing to the solver has another value than its default. */
function assertForSolver(given: object, whole: Others, table: Table): void {
  for (const name of Object.keys(withoutDefaults(given, table))) {
    if (isUsed(name, whole, table)) continue;
    const expected = `none with the solver ${String(whole.solver)}, which has no use for it`;
    throw argumentError(RangeError, name, expected, inWords((given as Others)[name]));
  }
}

/** Returns true if a setting means something to the solver that the settings name. */
export function isUsed(name: string, settings: object, table: Table = SETTINGS): boolean {
  const { solvers } = table[name];
  return solvers === undefined || solvers.includes(solverOf(settings));
}

/** Leaves out the settings that mean nothing to the solver. */
export function usedSettings(settings: object): Others {
  const own: Others = settingsOf(settings);
  return Object.fromEntries(Object.entries(own).filter(([name]) => isUsed(name, own)));
}

/** How texts speak of the solver that the settings name. */
export function solverWords(settings: object): SolverWords {
  return SOLVER_WORDS[solverOf(settings)];
}

/** Returns true if the solver takes whole passes to the optimum: it has no learning rate, and may give a certificate. */
export function isBatch(settings: object): boolean {
  return solverWords(settings).unit === 'iteration';
}

function solverOf(settings: object): WholeSettings['solver'] {
  const { solver = EXTENSIONS.solver.default } = settings as Partial<WholeSettings>;
  return solver;
}

/**
 * Throws unless runs that are trained together agree in their shared settings.
 *
 * @throws RangeError naming the setting, e.g. `settings[1].seed: expected 42, got 43`
 */
export function assertShared(runs: readonly object[], table: Table = SETTINGS): void {
  const [first, ...others] = runs.map((run) => wholeSettings(run, table));
  others.forEach((run, i) => {
    for (const [name, setting] of Object.entries(table)) {
      if (setting.scope === 'run' || isSame(setting, run[name], first[name])) continue;
      assertEqual(`settings[${i + 1}].${name}`, inWords(run[name]), inWords(first[name]));
    }
  });
}

/** Returns the settings that differ from their defaults. */
export function withoutDefaults(settings: object, table: Table = EXTENSIONS): Others {
  const own: Others = settingsOf(settings, table);
  const differing = Object.entries(table).filter(
    ([name, setting]) => name in own && !isSame(setting, own[name], setting.default),
  );
  return Object.fromEntries(differing.map(([name]) => [name, own[name]]));
}

/** Returns true for the assignment's method: no setting beyond it differs from its default. */
export function isPlain(settings: object): boolean {
  return Object.keys(withoutDefaults(settings)).length === 0;
}

/** Describes the settings beyond the assignment's method, e.g. `hinge loss`, `momentum 0.9`. */
export function describeExtensions(settings: object, table: Table = EXTENSIONS): string[] {
  const differing = withoutDefaults(settings, table);
  return Object.entries(table).flatMap(([name, setting]) => {
    if (!(name in differing)) return [];
    return setting.words?.(differing[name], settings as Others) ?? [];
  });
}

/** Returns the names of the settings in which two runs differ, defaults filled in. */
export function differences(a: object, b: object, table: Table = SETTINGS): string[] {
  const [one, other] = [a, b].map((run) => wholeSettings(run, table));
  return Object.entries(table)
    .filter(([name, setting]) => !isSame(setting, one[name], other[name]))
    .map(([name]) => name);
}

/** Returns true if two values are equal, regardless of key order and omitted defaults. */
function isSame(setting: Setting<unknown>, a: unknown, b: unknown): boolean {
  const [one, other] = [a, b].map((value) =>
    canonical(value === null ? value : (setting.fill?.(value) ?? value)),
  );
  return one === other;
}

function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return String(inWords(value));
  return JSON.stringify(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inWords(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

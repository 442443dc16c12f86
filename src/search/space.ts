import { argumentError, assertInteger, assertKnownKeys } from '../errors';
import { defaultRng, type Generator } from '../random';
import {
  assertSettings,
  FOREIGN_NAMES,
  SETTINGS,
  settingsOf,
  wholeSettings,
  type GivenSettings,
  type Others,
  type SettingName,
  type Table,
  type TrainingSettings,
  type SettingsFor,
} from '../training';
import { assertRange, drawnFrom, isRange, valuesOf, type Range } from './range';

/**
 * The values to search of each setting: a list, or a range of numbers on a logarithmic or a linear
 * scale.
 *
 * @category Search
 * @example
 * const space: SearchSpace = {
 *   lambda: [0, 0.001, 0.01],
 *   eta: { log: [1e-4, 1e-1], count: 7 },
 *   schedule: ['constant', 'cosine'],
 * };
 */
export type SearchSpace = {
  readonly [Name in SettingName]?: readonly Exclude<GivenSettings[Name], undefined>[] | Range;
};

/** What the trials of a search are made of. */
export interface SpaceOptions {
  readonly space: SearchSpace;
  /** The number of trials to draw at random; undefined for the grid of all values. */
  readonly draws?: number | undefined;
  /** The settings that all trials share. */
  readonly fixed: GivenSettings;
}

/** More trials than this are a slip. */
const MOST_TRIALS = 100_000;

/** The seed of draws where the space varies the setting `seed`. */
const DEFAULT_SEED = 42;

/**
 * Returns the settings of each trial: the grid of all values in the order of the space's keys, of which
 * the last changes fastest; or random draws of the seeded generator, uniform on each list and range.
 *
 * @param training  the training set
 * @throws TypeError or RangeError naming what is invalid, e.g. `space.eta.log[0]`
 */
export function trialSettings(
  { space, draws, fixed }: SpaceOptions,
  training: SettingsFor,
  table: Table = SETTINGS,
): Partial<TrainingSettings>[] {
  assertKnownKeys('space', space, Object.keys(table), FOREIGN_NAMES);
  const axes = Object.entries(space)
    .filter(([, values]) => (values as unknown) !== undefined)
    .map(([name, values]) => axisOf(name, values, { draws, fixed, training, table }));
  if (axes.length === 0) {
    throw argumentError(TypeError, 'space', 'the values of at least one setting', space);
  }
  assertAxes(axes, fixed, training, table);
  const points = draws === undefined ? grid(axes) : drawn(axes, draws, fixed);
  const own = settingsOf(fixed, table);
  return points.map((point) => {
    const given = { ...own, ...settingsOf(point, table) };
    const settings = { ...adapted(given, training, table), ...given };
    assertSettings(settings, training, table);
    return settings;
  });
}

/** The defaults that are others for this training set, e.g. the batch size of a small one. */
function adapted(given: object, training: SettingsFor, table: Table): Others {
  const [usual, here] = [wholeSettings(given, table), wholeSettings(given, table, training)];
  const names = Object.entries(table)
    .filter(([, { solvers }]) => solvers?.includes(String(here.solver)) ?? true)
    .map(([name]) => name);
  const others = names.filter((name) => usual[name] !== here[name]);
  return Object.fromEntries(others.map((name) => [name, here[name]]));
}

/** The settings of a space in which trials can differ. */
export function variedIn(space: SearchSpace): SettingName[] {
  const names = Object.keys(space) as SettingName[];
  return names.filter((name) => {
    const values = space[name];
    return values !== undefined && (isRange(values) || values.length > 1);
  });
}

/** A setting and its values: a list, or a range to draw from. */
interface Axis {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly range: Range | null;
  readonly isInteger: boolean;
}

interface AxisOptions extends Pick<SpaceOptions, 'draws' | 'fixed'> {
  readonly training: SettingsFor;
  readonly table: Table;
}

function axisOf(name: string, given: unknown, options: AxisOptions): Axis {
  const { draws, fixed, training, table } = options;
  const at = `space.${name}`;
  if (name in settingsOf(fixed, table)) {
    throw argumentError(TypeError, at, 'a setting that is not fixed as well', given);
  }
  if (!isRange(given)) return { name, values: listOf(at, given), range: null, isInteger: false };
  assertRange(at, given, draws !== undefined);
  const others = wholeSettings(fixed, table, training);
  const accepts = (value: number): boolean => {
    try {
      table[name].check(name, value, { ...others, [name]: value }, training);
      return true;
    } catch {
      return false;
    }
  };
  const [from] = given.log ?? given.linear;
  const isInteger = accepts(from) && !accepts(from + 0.5);
  const values = draws === undefined ? valuesOf(given, isInteger) : ends(given);
  return { name, values, range: given, isInteger };
}

function listOf(at: string, given: unknown): readonly unknown[] {
  const expected = 'a list of values, { log: [from, to] } or { linear: [from, to] }';
  if (!Array.isArray(given)) throw argumentError(TypeError, at, expected, given);
  assertInteger(`${at}.length`, given.length, 1);
  return given as unknown[];
}

const ends = (range: Range): readonly number[] => range.log ?? range.linear;

/** Checks each value beside the first of the other settings, by its name in the space. */
function assertAxes(
  axes: readonly Axis[],
  fixed: object,
  training: SettingsFor,
  table: Table,
): void {
  const firsts = Object.fromEntries(axes.map(({ name, values }) => [name, values[0]]));
  for (const { name, values, range } of axes) {
    const scale = range === null ? '' : range.log ? '.log' : '.linear';
    const checked = range === null ? values : ends(range);
    checked.forEach((value, i) => {
      const at = `space.${name}${scale}[${i}]`;
      const read = table[name].read?.(at, value) ?? value;
      const others = wholeSettings({ ...fixed, ...firsts, [name]: read }, table, training);
      table[name].check(at, read, others, training);
    });
  }
}

function grid(axes: readonly Axis[]): Others[] {
  const size = axes.reduce((product, { values }) => product * values.length, 1);
  assertInteger('space: its trials', size, 1, MOST_TRIALS);
  let points: Others[] = [{}];
  for (const { name, values } of axes) {
    points = points.flatMap((point) => values.map((value) => ({ ...point, [name]: value })));
  }
  return points;
}

function drawn(axes: readonly Axis[], draws: number, fixed: GivenSettings): Others[] {
  assertInteger('draws', draws, 1, MOST_TRIALS);
  const generator = defaultRng(fixed.seed ?? DEFAULT_SEED);
  return Array.from({ length: draws }, () =>
    Object.fromEntries(axes.map((axis) => [axis.name, drawnValue(axis, generator)])),
  );
}

function drawnValue({ values, range, isInteger }: Axis, generator: Generator): unknown {
  if (range === null) return values[generator.integers(0, values.length)];
  const value = drawnFrom(range, generator.random());
  return isInteger ? Math.round(value) : value;
}

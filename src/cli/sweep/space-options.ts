import { argumentError, assertOneOf, show } from '../../errors';
import { settingName, settingValue } from '../../report/results/setting-names';
import type { Range, SearchSpace } from '../../search';
import type {
  GivenSettings,
  Others,
  Setting,
  SettingName,
  SettingOption,
  Table,
} from '../../training';
import { optionNames } from '../runs/setting-options';

/** How lists and ranges are written. */
export const VALUE_FORMS = 'VALUE,VALUE,… or log:FROM:TO[:COUNT] or linear:FROM:TO[:COUNT]';

/** Values of an option, as the command line lists them. */
interface Listed<Value = unknown> {
  readonly values: readonly Value[];
  readonly range: Range | null;
}

/**
 * Makes the table of the settings as options that take several values: a list with commas, or a range of
 * a number. Options that are on or off stay as they are.
 *
 * @param usual  the default values in words, of settings that have several
 */
export function listTable(table: Table, usual: Readonly<Record<string, string>>): Table {
  const entries = Object.entries(table).map(([name, setting]): [string, Setting<unknown>] => {
    const [first, ...parts] = setting.options;
    const isSwitch = typeof setting.default === 'boolean';
    if ((first as typeof first | undefined) === undefined || isSwitch) return [name, setting];
    return [name, { ...setting, options: [listOption(first, setting, usual[name]), ...parts] }];
  });
  return Object.fromEntries(entries);
}

const asText = (_: string, text: string): unknown => text;

function listOption(
  option: SettingOption,
  setting: Setting<unknown>,
  usualValues: string | undefined,
): SettingOption {
  const { flags, words, choices, parse = asText, defaultWords, ...others } = option;
  const own = typeof setting.default === 'object' ? undefined : show(setting.default);
  const usual = usualValues ?? defaultWords ?? own?.replaceAll('"', '');
  const isNumber = typeof setting.default === 'number';
  const one = (flag: string, text: string): unknown => {
    if (choices !== undefined) assertOneOf(flag, text, choices);
    return parse(flag, text);
  };
  const known = choices === undefined ? words : `${words} (${choices.join(', ')})`;
  return {
    ...others,
    flags: flags.replace(/<(.*)>/, '<$1,…>'),
    ...(usual !== undefined && { defaultWords: usual }),
    words: known.replace(/; makes this one setting.*/, ''),
    default: undefined,
    parse: (flag, text) => listed(flag, text, isNumber, one),
  };
}

/** Reads a list with commas or, of numbers, a range. @param parse  reads one of them */
export function listed<Value>(
  flag: string,
  text: string,
  areNumbers: boolean,
  parse: (flag: string, text: string) => Value,
): Listed<Value> {
  if (areNumbers && /^(?:log|linear):/.test(text)) {
    return { values: [], range: rangeOf(flag, text) };
  }
  return { values: text.split(',').map((own) => parse(flag, own)), range: null };
}

/** Reads a range, e.g. `log:1e-4:0.1:8`; the space checks its numbers. */
function rangeOf(flag: string, text: string): Range {
  const [scale, ...parts] = text.split(':');
  const numbers = parts.map((part) => (part.trim() === '' ? NaN : Number(part)));
  if (parts.length < 2 || parts.length > 3 || numbers.some(Number.isNaN)) {
    throw argumentError(RangeError, flag, `${scale}:FROM:TO:COUNT`, text);
  }
  const [from, to, count] = numbers;
  const ends: readonly [number, number] = [from, to];
  const own = numbers.length === 3 ? { count } : {};
  return scale === 'log' ? { log: ends, ...own } : { linear: ends, ...own };
}

/** The settings of a command line: those with one value are fixed, the others make the space. */
export function spaceGiven(
  given: Others,
  table: Table,
): { readonly space: SearchSpace; readonly fixed: GivenSettings } {
  const space: Record<string, unknown> = {};
  const fixed: Record<string, unknown> = {};
  for (const [name, setting] of Object.entries(table)) {
    const [first, ...parts] = optionNames(setting);
    const listed = first === undefined ? undefined : given[first];
    if (typeof setting.default === 'boolean') {
      if (listed !== undefined && listed !== setting.default) fixed[name] = listed;
      continue;
    }
    if (listed === undefined) continue;
    const { values, range } = listed as Listed;
    const whole = values.map((value) =>
      parts.length === 0 ? value : setting.combine?.({ ...given, [String(first)]: value }),
    );
    if (range !== null) space[name] = range;
    else if (whole.length > 1) space[name] = whole;
    else fixed[name] = whole[0];
  }
  return { space, fixed };
}

/** A space in words: `λ 0, 0.01; η log:0.0001:0.1:7`. */
export function spaceInWords(space: SearchSpace): string {
  const entries = Object.entries(space) as [SettingName, readonly unknown[] | Range][];
  return entries
    .map(([name, values]) => {
      const own = Array.isArray(values)
        ? values.map((value) => settingValue({ [name]: value as unknown }, name)).join(', ')
        : rangeInWords(values as Range);
      return `${settingName(name)} ${own}`;
    })
    .join('; ');
}

function rangeInWords({ log, linear, count }: Range): string {
  const own = count === undefined ? [] : [count];
  return [log ? 'log' : 'linear', ...(log ?? linear), ...own].join(':');
}

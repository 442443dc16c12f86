import type * as Zod from 'zod';

/** zod's builders, which are loaded when a file is read or written. */
export type Builders = typeof Zod.z;

/** An option of the command line that makes a setting, or a part of it. */
export interface SettingOption {
  /** As commander writes it, e.g. `--batch-size <count>`; `--no-…` for a setting that is on by default. */
  readonly flags: string;
  readonly words: string;
  /** The words to choose from. */
  readonly choices?: readonly string[];
  /**
   * Reads the option's text.
   *
   * @param flag  its name, for errors
   * @throws TypeError or RangeError `flag: expected …, got …`
   */
  readonly parse?: (flag: string, text: string) => unknown;
  /** The value if the option isn't given. By default the setting's. */
  readonly default?: unknown;
  /** The default as help shows it. */
  readonly defaultWords?: string;
}

/** The training data, as far as settings depend on them. */
export interface SettingsFor {
  readonly samples: number;
  readonly classes: readonly string[];
}

/** The other settings of a run, by their names. */
export type Others = Readonly<Record<string, unknown>>;

/** One setting of a training: all that is known of it, and the only place where it stands. */
export interface Setting<Value> {
  /** The value unless given. */
  readonly default: Value;
  /** The name in files that older versions wrote, if it was another. */
  readonly formerly?: string;
  /** `run`: runs that are trained together may differ in it; `shared`: they have it in common. */
  readonly scope: 'run' | 'shared';
  /**
   * Throws unless the value is valid.
   *
   * @param others    all settings, with defaults
   * @param training  the training data
   * @throws TypeError or RangeError that begins with the name
   */
  check(name: string, value: Value, others: Others, training: SettingsFor): void;
  /** The form in checkpoints and results files. */
  form(zod: Builders): Zod.ZodType<Value>;
  /** Fills in defaults within a value, so that the same rule is always written the same way. */
  fill?(value: Value): Value;
  /** Options of the command line; none if it can be set from programs alone. */
  readonly options: readonly SettingOption[];
  /** Makes the value of several options; by default, it is that of the only one. */
  combine?(given: Others): Value;
  /** Says a value that differs from the default, e.g. `momentum 0.9`, unless another setting says it. */
  words?(value: Value, others: Others): string | null;
}

/** Settings by their names. */
export type Table = Readonly<Record<string, Setting<unknown>>>;

/** The values of a table's settings. */
export type ValuesOf<T> = {
  readonly [Name in keyof T]: T[Name] extends Setting<infer Value> ? Value : never;
};

/** Declares a setting, whose value's type is the default's unless named. */
export function setting<Value>(parts: Setting<Value>): Setting<Value> {
  return parts;
}

/** Declares an option. */
export function option(
  flags: string,
  words: string,
  others: Omit<SettingOption, 'flags' | 'words'> = {},
): SettingOption {
  return { flags, words, ...others };
}

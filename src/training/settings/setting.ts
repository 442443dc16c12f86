import type * as Zod from 'zod';

/** zod's builders: a type only, since zod is loaded when a file is read or written. */
export type Builders = typeof Zod.z;

/** A command-line option that sets a setting, or a part of it. */
export interface SettingOption {
  /** In commander's form, e.g. `--batch-size <count>`; `--no-…` if the setting is on by default. */
  readonly flags: string;
  readonly words: string;
  /** The texts that it may have. By default any that `parse` reads. */
  readonly choices?: readonly string[];
  /**
   * Reads the option's text. Throws a TypeError or RangeError `flag: expected …, got …`. By default
   * the text is the value.
   */
  readonly parse?: (flag: string, text: string) => unknown;
  /** The value if the option is absent. By default the setting's. */
  readonly default?: unknown;
  /** The default in the words of help. By default its JSON. */
  readonly defaultWords?: string;
}

/** The facts about the training data that settings depend on. */
export interface SettingsFor {
  readonly samples: number;
  readonly classes: readonly string[];
}

export type Others = Readonly<Record<string, unknown>>;

/**
 * The one definition of a setting, from which options, files, checks and reports follow.
 *
 * @typeParam Short  shorter forms that programs may give it in; see `read`
 */
export interface Setting<Value, Short = never> {
  /** The value if none is given. */
  readonly default: Value;
  /**
   * Adapts the default to the other settings, and to the training data if they are known; a value
   * that was given is checked instead.
   */
  adapt?(value: Value, others: Others, training?: SettingsFor): Value;
  /** Converts a short form; throws a TypeError or RangeError that begins with the name. */
  read?(name: string, given: Value | Short): Value;
  /** The name in files of older versions. By default the present one. */
  readonly formerly?: string;
  /** The solvers that it means something to. By default all. */
  readonly solvers?: readonly string[];
  /** `run` if runs trained together may differ in it, `shared` if they must agree. */
  readonly scope: 'run' | 'shared';
  /**
   * Throws a TypeError or RangeError that begins with the name unless the value is valid.
   *
   * @param others    all settings, with defaults
   * @param training  the training data
   */
  check(name: string, value: Value, others: Others, training: SettingsFor): void;
  /** Builds the schema in checkpoints and results files. */
  form(zod: Builders): Zod.ZodType<Value>;
  /** Fills in defaults within a value, so that equal values have one form. */
  fill?(value: Value): Value;
  /** The command-line options; none if only programs can set it. */
  readonly options: readonly SettingOption[];
  /** Combines several options to a value. By default takes the value of the only option. */
  combine?(given: Others): Value;
  /** Describes a value other than the default, e.g. `momentum 0.9`; null if another setting does. */
  words?(value: Value, others: Others): string | null;
}

export type Table = Readonly<Record<string, Setting<unknown>>>;

export type ValuesOf<T> = {
  readonly [Name in keyof T]: T[Name] extends Setting<infer Value> ? Value : never;
};

/** The values that programs may give. */
export type GivenFor<T> = {
  readonly [Name in keyof T]?: T[Name] extends Setting<infer Value, infer Short>
    ? Value | Short
    : never;
};

export function setting<Value, Short = never>(parts: Setting<Value, Short>): Setting<Value, Short> {
  return parts;
}

export function option(
  flags: string,
  words: string,
  others: Omit<SettingOption, 'flags' | 'words'> = {},
): SettingOption {
  return { flags, words, ...others };
}

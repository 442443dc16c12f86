import { Option, type CommandUnknownOpts } from '@commander-js/extra-typings';
import type { Others, Setting, SettingOption, Table } from '../../training';
import { refuseIdle } from '../program/idle-options';
import type { Flag } from './named-by-flags';

/**
 * Adds the options of settings to a command.
 *
 * @param defaults  defaults that differ from the table's, by the options' names
 */
export function addSettings(
  program: CommandUnknownOpts,
  table: Table,
  defaults: Others = {},
): void {
  const hasSolvers = 'solver' in table;
  for (const option of Object.values(table).flatMap((one) => optionsOf(one, hasSolvers))) {
    const name = option.attributeName();
    program.addOption(name in defaults ? option.default(defaults[name]) : option);
  }
}

/** Reads the settings of a table from the options of a command. */
export function settingsGiven(given: Others, table: Table): Others {
  const entries = Object.entries(table).flatMap(([name, setting]) => {
    const [first, ...others] = optionNames(setting);
    if (first === undefined) return [];
    const value = others.length > 0 ? setting.combine?.(given) : given[first];
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries) as Others;
}

/**
 * Reads the settings that are on the command line, or have a default of the command's own: the
 * table's defaults may depend on the others.
 */
export function settingsMade(program: CommandUnknownOpts, table: Table): Others {
  const given = Object.entries(settingsGiven(program.opts(), table)).filter(
    ([name, value]) => value !== table[name].default || isGiven(program, table[name]),
  );
  return Object.fromEntries(given);
}

function isGiven(program: CommandUnknownOpts, setting: Setting<unknown>): boolean {
  return optionNames(setting).some((name) => program.getOptionValueSource(String(name)) === 'cli');
}

/** Returns the option of a setting, e.g. `--batch-size`; of several, the first. */
export function flagOf({ options }: Setting<unknown>): string | undefined {
  return options.at(0)?.flags.split(' ', 1)[0];
}

/** Returns the options of the settings of a table, for `namedByFlags`. */
export function flagsOf(table: Table): Flag[] {
  return Object.entries(table).flatMap(([name, setting]) => {
    const flag = flagOf(setting);
    return flag === undefined ? [] : [[name, flag]];
  });
}

/** Refuses the options of settings that mean nothing to the solver. */
export function refuseUnused(program: CommandUnknownOpts, solver: string, table: Table): void {
  for (const setting of Object.values(table)) {
    const { solvers } = setting;
    if (solvers === undefined || solvers.includes(solver)) continue;
    refuseIdle(program, optionNames(setting) as string[], `--solver ${solvers.join(' or ')}`);
  }
}

/** Refuses the options of parts of a setting without the one that makes it: the first. */
export function refuseIdleParts(program: CommandUnknownOpts, table: Table): void {
  const given: Others = program.opts();
  for (const setting of Object.values(table)) {
    const [first, ...parts] = optionsOf(setting);
    if (parts.length === 0 || given[first.attributeName()] !== undefined) continue;
    const names = parts.map((part) => part.attributeName());
    refuseIdle(program, names, String(first.long));
  }
}

/** Returns the names of a setting's options in the parsed options, e.g. `flips`. */
export function optionNames(setting: Setting<unknown>): (string | undefined)[] {
  return optionsOf(setting).map((option) => option.attributeName());
}

/** @param hasSolvers  true if the words are to say which solvers it belongs to */
function optionsOf(
  { options, default: value, solvers }: Setting<unknown>,
  hasSolvers = false,
): Option[] {
  const whose = hasSolvers && solvers ? ` [--solver ${solvers.join(' or ')}]` : '';
  return options.map((own) => optionOf({ default: value, ...own, words: own.words + whose }));
}

function optionOf({ flags, words, choices, parse, ...others }: SettingOption): Option {
  const option = new Option(flags, words).default(others.default, others.defaultWords);
  if (choices !== undefined) option.choices(choices);
  if (parse !== undefined) option.argParser((text) => parse(String(option.long), text));
  return option;
}

import { plainName } from '../../errors';
import { foreignNames, type Table } from '../../training';
import { flagOf } from './setting-options';

/** Options that aren't settings, of all commands that train. */
const OTHERS = new Set(['threads', 'backend']);

/** An unknown option in commander's message: `error: unknown option '--lr'`. */
const UNKNOWN = /unknown option '-+(?<name>[^'=]+)/;

/** Adds to an error on an option with another library's name how it is called here. */
export function withForeignFlag(message: string, table: Table): string {
  const name = UNKNOWN.exec(message)?.groups?.name;
  if (name === undefined) return message;
  const flags = foreignNames((setting) => {
    if (OTHERS.has(setting)) return `--${setting}`;
    return Object.hasOwn(table, setting) ? flagOf(table[setting]) : undefined;
  });
  const hint = flags.get(plainName(name));
  return hint === undefined ? message : `${message.split('\n', 1)[0]}: ${hint}\n`;
}

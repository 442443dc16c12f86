import os from 'node:os';
import { packageVersion } from '../../files';

/** What runs were made with, so that anyone can make them again. */
export interface Making {
  /** The command as it was typed, the home folder as `~`. */
  readonly command: string;
  /** The version of onelayer. */
  readonly version: string;
  /** The version of Node. */
  readonly node: string;
  /** The model of the processor, and the number of its cores. */
  readonly processor: string;
  /** The system, e.g. `linux x64`. */
  readonly platform: string;
}

/**
 * Describes this process.
 *
 * @param called     how the command is called, e.g. `onelayer train`
 * @param arguments_ what follows
 */
export function makingOf(called: string, arguments_: readonly string[]): Making {
  const cpus = os.cpus();
  const model = cpus.at(0)?.model.replace(/\s+/g, ' ').trim();
  const cores = `${cpus.length} ${cpus.length === 1 ? 'core' : 'cores'}`;
  return {
    command: [called, ...arguments_.map((one) => quoted(withHomeShort(one)))].join(' '),
    version: packageVersion(),
    node: process.versions.node,
    processor: model === undefined || model === '' ? 'unknown' : `${model}, ${cores}`,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** Shortens the paths of the home folder in a text to `~`. */
export function withHomeShort(text: string): string {
  const home = homeFolder();
  if (home === null) return text;
  const escaped = home.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`${escaped}(?=[/\\\\]|$)`, 'g'), '~');
}

/** Null where there is none, or where it is the root of all folders. */
function homeFolder(): string | null {
  try {
    const home = os.homedir();
    return home.length > 1 ? home : null;
  } catch {
    return null;
  }
}

/** An argument as a shell takes it. */
function quoted(argument: string): string {
  return /^[\w@%+=:,./~-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}

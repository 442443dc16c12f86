import os from 'node:os';
import { packageVersion } from '../../files';
import { shellWord } from '../text/shell-word';

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
    command: [called, ...arguments_.map(wordWithHomeShort)].join(' '),
    version: packageVersion(),
    node: process.versions.node,
    processor: model === undefined || model === '' ? 'unknown' : `${model}, ${cores}`,
    platform: `${process.platform} ${process.arch}`,
  };
}

/** A word as a shell takes it, which expands `~` only where it isn't quoted. */
function wordWithHomeShort(word: string): string {
  const [, home = '', rest = ''] = /^(~\/)?([^]*)$/.exec(withHomeShort(word)) ?? [];
  return rest === '' || rest === '~' ? home + rest : home + shellWord(rest);
}

/** Shortens the paths of the home folder to `~` in all texts of a tree of plain values. */
export function withHomesShort<Tree>(tree: Tree): Tree {
  if (typeof tree === 'string') return withHomeShort(tree) as Tree;
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) return tree.map(withHomesShort) as Tree;
  const entries = Object.entries(tree as Record<string, unknown>);
  return Object.fromEntries(entries.map(([key, value]) => [key, withHomesShort(value)])) as Tree;
}

/** Shortens the paths of the home folder in a text to `~`. */
export function withHomeShort(text: string): string {
  const home = homeFolder();
  if (home === null) return text;
  const escaped = home.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return text.replace(new RegExp(`(?<![\\p{L}\\p{N}_.-])${escaped}(?=[/\\\\]|$)`, 'gu'), '~');
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

import { inspect } from 'node:util';
import type { Printing } from '../errors';
import { rounded } from './rounded';

/** Lists that a summary shows whole. */
const FEW = 10;

/** Shortens a list for a summary: the first entries, and how many there are. */
export function shortened<Entry>(
  list: readonly Entry[],
  shown: (entry: Entry) => unknown = (entry) => entry,
): readonly unknown[] {
  if (list.length <= FEW) return list.map(shown);
  return [...list.slice(0, FEW - 1).map(shown), `… ${list.length} in all`];
}

/**
 * Formats a summary as Node prints an object of that name, numbers with four digits. Below the depth that
 * is printed, it is the name alone.
 */
export function summaryText(
  name: string,
  summary: () => object,
  depth: number | null,
  options: Printing,
): string {
  if (depth !== null && depth < 0) return options.stylize(`[${name}]`, 'special');
  const own = { ...options, depth: 3, compact: 3 };
  return `${name} ${inspect(rounded(summary()), own)}`;
}

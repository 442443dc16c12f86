import { inspect } from 'node:util';

/** Options of Node's `inspect`, whose own type the published types do without. */
type Inspected = object;

/** Lists that a summary shows whole. */
const FEW = 10;

/** Shortens a list for a summary: the first entries, and how many there are. */
export function shortened(list: readonly unknown[]): readonly unknown[] {
  return list.length <= FEW ? list : [...list.slice(0, FEW - 1), `… ${list.length} in all`];
}

/**
 * Makes `console.log` print a summary of an object, of a few lines, instead of all that is in it. The
 * object's enumerable properties stay as they are, and so do copies of it.
 *
 * @param name     the name before the braces
 * @param summary  the facts to print
 */
export function printedAs<Value extends object>(
  value: Value,
  name: string,
  summary: (value: Value) => object,
): Value {
  return Object.defineProperty(value, inspect.custom, {
    value: (_depth: number, options: Inspected) => summaryText(name, summary(value), options),
  });
}

/** Formats a summary as Node prints an object of that name. */
export function summaryText(name: string, summary: object, options: Inspected): string {
  return `${name} ${inspect({ ...summary }, { ...options, depth: 3, compact: 3 })}`;
}

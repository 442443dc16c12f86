import { inspect } from 'node:util';
import type { Printing } from '../errors';
import { html, type ShownTable } from './html';
import { summaryText } from './summary';

/** The method by which Deno's kernel asks for what a notebook shows, and that of IJavascript. */
const DENO: unique symbol = Symbol.for('Jupyter.display') as never;
const IJAVASCRIPT = '_toMime';

/** How an object is shown. */
export interface Look<Value> {
  /** The name before the braces. */
  readonly name: string;
  /** The facts to print. */
  readonly summary: (value: Value) => object;
  /** What a notebook shows below the facts. By default nothing. */
  readonly tables?: (value: Value) => readonly ShownTable[];
  /** The facts that a notebook shows, if others: those that the tables don't have. */
  readonly facts?: (value: Value) => object;
}

/**
 * Makes `console.log` print a summary of an object, of a few lines, instead of all that is in it, and
 * notebooks show a small table. Its enumerable properties stay as they are, and so do copies of it.
 *
 * @param value  an object, or the prototype of a class's
 */
export function printedAs<Value extends object>(value: Value, look: Look<Value>): Value {
  const { facts = look.summary, name, summary, tables = () => [] } = look;
  const define = (key: PropertyKey, method: (this: Value, ...given: never[]) => unknown) =>
    Object.defineProperty(value, key, { value: method, configurable: true, writable: true });
  define(inspect.custom, function (depth: number | null, options: Printing) {
    return summaryText(name, () => summary(this), depth, options);
  });
  const mime = function (this: Value) {
    return { 'text/plain': inspect(this), 'text/html': html(name, facts(this), tables(this)) };
  };
  define(DENO, mime);
  define(IJAVASCRIPT, mime);
  return value;
}

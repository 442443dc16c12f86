import path from 'node:path';
import { inspect } from 'node:util';

/** The folder of the package's own code; null in a bundle of ES modules, where nothing tells it apart. */
const PACKAGE = typeof __dirname === 'string' ? path.join(__dirname, '..') + path.sep : null;

/** As much as is used of the options of Node's `inspect`: the published types do without Node's. */
export interface Printing {
  stylize(text: string, style: 'special' | 'undefined'): string;
}

/**
 * Formats an error that is no bug, for `console.log`: its code and message, the line of the program that
 * made the call, and the message of its cause. `error.stack` has the whole stack.
 */
export function errorText(
  error: Error & { readonly code?: unknown },
  depth: number | null,
  options: Printing,
): string {
  if (depth !== null && depth < 0) return options.stylize(`[${error.name}]`, 'special');
  const lines = [`${error.name} [${String(error.code)}]: ${error.message}`];
  const caller = callerIn(error.stack);
  if (caller !== null) lines.push(options.stylize(caller, 'undefined'));
  if (error.cause !== undefined) lines.push(`  [cause]: ${causeText(error.cause, options)}`);
  return lines.join('\n');
}

/** Frames of a stack that are kept, so that those of the program are among them: Node keeps ten. */
const FRAMES = 50;

/** Captures an error's stack once more, down to the program that made the call. */
export function captureCaller(error: Error): void {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = Math.max(stackTraceLimit, FRAMES);
  Error.captureStackTrace(error, captureCaller);
  Error.stackTraceLimit = stackTraceLimit;
}

/** Makes an error be printed by `errorText`. Its enumerable properties stay as they are. */
export function printedError<Kind extends Error>(error: Kind): Kind {
  captureCaller(error);
  return Object.defineProperty(error, inspect.custom, {
    value: (depth: number | null, options: Printing) => errorText(error, depth, options),
  });
}

/** Returns the first line of a stack that is neither this package's nor Node's; null if there is none. */
function callerIn(stack: unknown): string | null {
  if (PACKAGE === null) return null;
  const frames = typeof stack === 'string' ? stack.match(/^ {4}at .*:\d+:\d+\)?$/gm) : null;
  return frames?.find((frame) => !frame.includes(PACKAGE) && !frame.includes('node:')) ?? null;
}

function causeText(cause: unknown, options: Printing): string {
  if (!(cause instanceof Error)) return inspect(cause, { ...options, depth: 0 });
  return `${cause.name}: ${cause.message.split('\n', 1)[0]}`;
}

import { printable } from '../errors';
import { note } from './terminal/say';
import type { BackendReport } from '../backend';
import { count } from '../report/text/format';
import type { RunOptions } from './runs/run-options';

/** Prints a note if `auto` fell back to JavaScript, for commands without a banner. */
export function noteFallback(askedFor: RunOptions['backend'], report: BackendReport): void {
  if (askedFor === 'auto' && report.name === 'js') note(`backend js: ${report.reason}`);
}

/** Describes the backend, and why it was chosen. */
export function describeBackend({ name, openblas, threads, reason }: BackendReport): string {
  const version = openblas ? ` ${openblas.version} (${openblas.core})` : '';
  return `${name}${version}, ${count(threads, 'thread')}: ${printable(reason)}`;
}

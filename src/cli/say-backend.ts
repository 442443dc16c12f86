import type { BackendReport } from '../backend';
import { count } from './count';
import type { RunOptions } from './run-options';

/** Without a banner, the one thing about the backend that a user must know. */
export function noteFallback(askedFor: RunOptions['backend'], report: BackendReport): void {
  if (askedFor === 'auto' && report.name === 'js')
    console.error(`note: backend js: ${report.reason}`);
}

/** The backend, and why it is used. */
export function describeBackend({ name, openblas, threads, reason }: BackendReport): string {
  const version = openblas ? ` ${openblas.version} (${openblas.core})` : '';
  return `${name}${version}, ${count(threads, 'thread')}: ${reason}`;
}

import type { SingleBar } from 'cli-progress';

/** The interval between lines off a terminal. */
export const LINE_EVERY_MS = 10_000;

/** Makes a bar on standard error. The command handles Ctrl-C: it ends the work, and with it the bar. */
export function progressBar(format: string, barsize = 16): SingleBar {
  const { SingleBar } = require('cli-progress') as typeof import('cli-progress');
  return new SingleBar({ format, barsize, clearOnComplete: true, gracefulExit: false });
}

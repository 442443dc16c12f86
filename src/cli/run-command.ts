import { CommanderError } from '@commander-js/extra-typings';
import { inspect } from 'node:util';
import { isQuiet, printError, printableLines } from './terminal/say';
import { isPrintedByAnother } from '../cluster/shared-failures';
import { isArgumentError, listenToWarnings, OnelayerError, printable } from '../errors';

/** The exit codes of commands. */
export const EXIT = { ok: 0, failure: 1, usage: 2, interrupted: 130, terminated: 143 } as const;

/**
 * Runs a command to its end. Of an expected failure only the message is printed, of a bug the stack
 * trace. Ctrl-C and SIGTERM abort the signal, so that the command can stop cleanly; a second Ctrl-C
 * exits at once.
 */
export async function runCommand(main: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  stopOnSignals(controller);
  endQuietlyWhenTheReaderLeaves();
  printWarnings();
  try {
    await main(controller.signal);
  } catch (error) {
    if (isInterruption(error)) return;
    if (isPrintedByAnother(error)) process.exitCode = exitCodeOf(error);
    else process.exitCode = reportFailure(error);
  }
}

/** Lets a signal end a command at once: one that has nothing to finish. */
export function endAtOnce(signal: AbortSignal): void {
  signal.addEventListener('abort', () => process.exit());
}

/** Prints warnings as a plain line each, without Node's prefix and advice. */
export function printWarnings(): void {
  listenToWarnings((message, code) => {
    // Commands say which backend computes, and why, in any case.
    if (code !== 'PLAIN_JAVASCRIPT' && !isQuiet()) printError(`warning: ${message}`);
  });
}

function stopOnSignals(controller: AbortController): void {
  const stop = (exitCode: number): void => {
    if (controller.signal.aborted) process.exit(exitCode);
    process.exitCode = exitCode;
    controller.abort();
  };
  process.on('SIGINT', () => stop(EXIT.interrupted));
  process.on('SIGTERM', () => stop(EXIT.terminated));
}

/** Exits quietly when a reader such as `head` closes the pipe early. */
function endQuietlyWhenTheReaderLeaves(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
}

/** Prints an error, and returns its exit code. */
export function reportFailure(error: unknown): number {
  if (error instanceof OnelayerError) printError(`error: ${error.message}`);
  else if (isArgumentError(error)) printError(`error: ${printable(error.message)}`);
  else if (!(error instanceof CommanderError)) {
    console.error(printableLines(inspect(error, { customInspect: false })));
  }
  return exitCodeOf(error);
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  return isArgumentError(error) ? EXIT.usage : EXIT.failure;
}

/** Returns true for errors of `throwIfAborted`, timers, streams and `fetch` after an abort. */
function isInterruption(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

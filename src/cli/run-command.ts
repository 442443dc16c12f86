import { CommanderError } from '@commander-js/extra-typings';
import { INVALID_ARGUMENT, OnelayerError } from '../errors';

/** What a command's exit code says to the shell. */
export const EXIT = { ok: 0, failure: 1, usage: 2, interrupted: 130, terminated: 143 } as const;

/**
 * Runs a command to its end: a failure that explains itself is printed as its message alone, a bug
 * with its stack trace. Ctrl-C and SIGTERM abort the signal, so that the command can stop cleanly;
 * a second Ctrl-C leaves at once.
 */
export async function runCommand(main: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  stopOnSignals(controller);
  endQuietlyWhenTheReaderLeaves();
  try {
    await main(controller.signal);
  } catch (error) {
    if (!isInterruption(error)) process.exitCode = reportFailure(error);
  }
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

/** `… | head` closes the pipe early, which is no failure of ours. */
function endQuietlyWhenTheReaderLeaves(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(EXIT.ok);
    throw error;
  });
}

/** Prints what went wrong, and returns the exit code for it. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof OnelayerError) {
    console.error(`error: ${error.message}`);
    return EXIT.failure;
  }
  if (isArgumentError(error)) {
    console.error(`error: ${error.message}`);
    return EXIT.usage;
  }
  console.error(error);
  return EXIT.failure;
}

/** What `signal.throwIfAborted()`, timers, streams and `fetch` throw once the signal is aborted. */
function isInterruption(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}

function isArgumentError(error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === INVALID_ARGUMENT;
}

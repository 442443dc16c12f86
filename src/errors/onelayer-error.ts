import { inspect } from 'node:util';
import { printable } from './printable';
import { captureCaller, errorText, type Printing } from './printed-error';

/**
 * The kind of failure, for programs; the message explains it to people.
 *
 * @category Errors
 */
export type ErrorCode =
  /** The requested backend can't be used on this machine. */
  | 'BACKEND_UNAVAILABLE'
  /** A data set can't be found: the message has every source that was tried. */
  | 'DATA_UNAVAILABLE'
  /** A data file is damaged, or not what it should be. */
  | 'DATA_INVALID'
  /** A file or folder can't be written: missing, read-only, or the disk is full. */
  | 'NOT_WRITABLE'
  /** A training can't be resumed from a checkpoint of other settings, other data or another backend. */
  | 'CHECKPOINT_MISMATCH'
  /** A model, checkpoint or results file can't be read, is damaged, or is not one of onelayer's. */
  | 'FILE_INVALID'
  /** No trial of a search has a score: all failed or diverged. */
  | 'SEARCH_FAILED'
  /** A service can't listen at the address or port that it was given. */
  | 'ADDRESS_UNAVAILABLE'
  /** A model's numbers aren't finite, as after a training that diverged: it can't predict or be saved. */
  | 'MODEL_INVALID'
  /** The processes of a job can't train together: MPI is missing, they differ, or one has failed. */
  | 'CLUSTER_FAILED'
  /** A function of a file of the user's own fails, or doesn't return what it should. */
  | 'CODE_FAILED'
  /** An optional package is needed and not installed: the message has the command. */
  | 'PACKAGE_MISSING';

/**
 * A failure that is no bug, e.g. a damaged file. Its message says what was found, what was expected
 * and what to do; its `code` tells programs which kind it is.
 *
 * Invalid arguments are a TypeError (wrong kind of value) or a RangeError (wrong value) instead, with
 * the `code` `INVALID_ARGUMENT` and a message like `epochs: expected a positive integer, got 1.5`.
 *
 * @category Errors
 * @example
 * try {
 *   await LinearClassifier.load('missing.safetensors');
 * } catch (error) {
 *   if (!(error instanceof OnelayerError) || error.code !== 'FILE_INVALID') throw error;
 *   console.error(error.message);
 * }
 */
export class OnelayerError extends Error {
  /** The kind of failure. */
  readonly code: ErrorCode;

  /** @param message  one line, or several: what a file's name breaks is none @internal */
  constructor(code: ErrorCode, message: string | readonly string[], options?: ErrorOptions) {
    const lines = [message].flat().map(printable);
    // A cause that is given as undefined would be printed.
    super(lines.join('\n'), options?.cause === undefined ? undefined : options);
    this.name = 'OnelayerError';
    this.code = code;
    captureCaller(this);
  }

  /** A few lines, for `console.log`: `stack` has the whole stack. @internal */
  [inspect.custom](depth: number | null, options: Printing): string {
    return errorText(this, depth, options);
  }
}

/** What went wrong, for programs; the message says it for people. */
export type ErrorCode =
  /** The asked-for backend can't be used on this machine. */
  | 'BACKEND_UNAVAILABLE'
  /** A data set could be found nowhere: every source that was tried is in the message. */
  | 'DATA_UNAVAILABLE'
  /** A data file was found, and isn't what it should be. */
  | 'DATA_INVALID'
  /** A file or folder can't be written: missing, read-only, or the disk is full. */
  | 'NOT_WRITABLE'
  /** A training can't go on from a checkpoint: it is of other settings, other data, or another backend. */
  | 'CHECKPOINT_MISMATCH'
  /** A file that should be one of ours can't be read, or isn't what it should be. */
  | 'FILE_INVALID'
  /** An optional package that is needed is not installed: the message has the command. */
  | 'PACKAGE_MISSING';

/**
 * A failure that its message explains in full: what was found, what was expected, what to do.
 * The command line prints the message alone; any other error is a bug and keeps its stack trace.
 */
export class OnelayerError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OnelayerError';
    this.code = code;
  }
}

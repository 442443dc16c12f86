import { isArgumentError, OnelayerError } from '../../errors';

export function invalid(where: string, what: string, cause?: unknown): OnelayerError {
  return new OnelayerError('DATA_INVALID', `${where}: ${what}`, { cause });
}

const MISSING = ['ENOENT', 'ENOTDIR'];

/** Converts an error of reading a file to one that names it; invalid arguments stay as they are. */
export function readingFailure(where: string, error: unknown): Error {
  if (error instanceof OnelayerError || isArgumentError(error)) return error;
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (MISSING.includes(code)) {
    const message = `${where}: there is no such file`;
    return new OnelayerError('DATA_UNAVAILABLE', message, { cause: error });
  }
  return invalid(where, `it can't be read: ${message}`, error);
}

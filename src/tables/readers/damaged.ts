import { invalid } from '../../data';
import { isArgumentError, messageOf, OnelayerError } from '../../errors';

/**
 * Returns an error of reading a file by a package as one that names the file, or the column.
 *
 * @param one  a file of its format, with its article
 */
export function damaged(where: string, one: string, error: unknown): unknown {
  if (error instanceof OnelayerError || isArgumentError(error)) return error;
  const what = `expected ${one}, got what is damaged or truncated`;
  // What a parser stumbled over says nothing to people.
  if (error instanceof TypeError || error instanceof RangeError) return invalid(where, what, error);
  const [why] = messageOf(error).split('\n', 1);
  return invalid(where, `${what}: ${why}`, error);
}

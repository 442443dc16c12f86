import type { FunctionName } from '../functions';
import type { OwnCode } from '../own-code';
import { OwnCodeError } from '../own-code-error';
import { writtenFunctions } from '../written-functions';

/** The functions of a file that a training calls: those that are written. */
export type UsedFunctions = ReadonlySet<FunctionName>;

/** Without them, there is nothing to train by; onelayer has its own of the others. */
const NEEDED: readonly FunctionName[] = ['gradient', 'update'];

/**
 * Returns the functions that a training can call.
 *
 * @throws OwnCodeError if `gradient` or `update` isn't written
 */
export async function usedFunctions(code: OwnCode): Promise<Set<FunctionName>> {
  const written = await writtenFunctions(code);
  const missing = NEEDED.find((name) => !written.includes(name));
  if (missing !== undefined) {
    const fault = 'it is not written yet, and there is no training without it';
    throw new OwnCodeError('unwritten', missing, fault, code.file);
  }
  const called: readonly FunctionName[] = ['standardise', 'shuffle', ...NEEDED];
  return new Set(called.filter((name) => written.includes(name)));
}

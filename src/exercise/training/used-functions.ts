import type { FunctionName } from '../functions';
import { matrix } from '../matrix';
import type { OwnCode } from '../own-code';
import { OwnCodeError } from '../own-code-error';

/** The functions of a file that a training calls: those that are written. */
export type UsedFunctions = ReadonlySet<FunctionName>;

/** Two samples of two features, to see whether a function is written. */
const X = matrix(Float64Array.of(0, 1, 2, 4), 2);
const y = [0, 1];
const parameters = { W: matrix(Float64Array.of(1, 0, 0, 1), 2), b: Float64Array.of(0, 0) };

/**
 * Tries out the functions that a training can call. `standardise` and `shuffle` may be unwritten: onelayer's
 * own are taken then.
 *
 * @throws OwnCodeError if `gradient` or `update` isn't written, or one of all fails
 */
export async function usedFunctions(code: OwnCode): Promise<UsedFunctions> {
  const used = new Set<FunctionName>();
  if (await isWritten(() => code.standardise(X, X))) used.add('standardise');
  if (await isWritten(() => code.shuffle({ X, y }, 1))) used.add('shuffle');
  const { dW, db } = await code.gradient({ X, y }, parameters, 0.1);
  await code.update(parameters, { dW, db }, 0.1);
  return used.add('gradient').add('update');
}

async function isWritten(call: () => Promise<unknown>): Promise<boolean> {
  try {
    await call();
    return true;
  } catch (error) {
    const isMissing =
      error instanceof OwnCodeError && ['missing', 'unwritten'].includes(error.failure);
    if (isMissing) return false;
    throw error;
  }
}

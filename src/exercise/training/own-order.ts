import type { OwnCode } from '../own-code';
import { OwnCodeError } from '../own-code-error';
import { matrix } from '../matrix';

/**
 * Returns the order that the user's `shuffle` puts n samples into: it shuffles their numbers, as the only
 * feature and as the label of each.
 *
 * @throws OwnCodeError if it isn't one order for both, with each sample once
 */
export async function ownOrder(code: OwnCode, n: number, seed: number): Promise<Uint32Array> {
  const numbers = Float64Array.from({ length: n }, (_, i) => i);
  const { X, y } = await code.shuffle({ X: matrix(numbers, 1), y: numbers }, seed);
  const apart = y.findIndex((number, i) => number !== X.values[i]);
  if (apart >= 0) {
    const seen = `place ${apart} has the features of sample ${X.values[apart]} and the label of sample ${y[apart]}`;
    throw fault(code, `X and y come back in different orders: ${seen}`);
  }
  const isThere = new Uint8Array(n);
  y.forEach((number) => (isThere[number] = 1));
  const missing = isThere.indexOf(0);
  if (missing >= 0) {
    throw fault(code, `sample ${missing} is lost: each sample must come back once`);
  }
  return Uint32Array.from(y);
}

function fault({ file }: OwnCode, text: string): OwnCodeError {
  return new OwnCodeError('result', 'shuffle', text, file);
}

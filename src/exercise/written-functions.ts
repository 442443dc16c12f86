import { FUNCTIONS, type FunctionName } from './functions';
import { matrix } from './matrix';
import type { OwnCode } from './own-code';
import { OwnCodeError } from './own-code-error';

const X = matrix(Float64Array.of(1, 2, 0, 1, 1, 3), 2);
const y = [0, 1, 1];
const W = matrix(Float64Array.of(0.1, 0.2, 0.3, 0.4), 2);
const b = new Float64Array(2);

const CALLS: Readonly<Record<FunctionName, (code: OwnCode) => Promise<unknown>>> = {
  standardise: (code) => code.standardise(X, X),
  shuffle: (code) => code.shuffle({ X, y }, 0),
  scores: (code) => code.scores(X, { W, b }),
  softmax: (code) => code.softmax(X),
  cost: (code) => code.cost({ X, y }, { W, b }, 0.1),
  gradient: (code) => code.gradient({ X, y }, { W, b }, 0.1),
  update: (code) => code.update({ W, b }, { dW: W, db: b }, 0.1),
};

/** Returns the functions that the file exports and that don't say they are not written yet. */
export async function writtenFunctions(code: OwnCode): Promise<FunctionName[]> {
  const written: FunctionName[] = [];
  for (const name of FUNCTIONS) {
    try {
      await CALLS[name](code);
      written.push(name);
    } catch (error) {
      if (!(error instanceof OwnCodeError)) throw error;
      if (error.failure !== 'missing' && error.failure !== 'unwritten') written.push(name);
    }
  }
  return written;
}

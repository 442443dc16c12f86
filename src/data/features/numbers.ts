import { types } from 'node:util';
import { assertFinite } from '../../errors';
import { dense } from './dense';
import type { FeatureKind, Floats } from './kind';
import { momentsOfNumbers } from './moments-of-numbers';
import { piecesOf, type Pieces } from './pieces';

/** Numbers of either dtype, standardised once, as a copy, for the passes that gather by themselves. */
export const numbers: FeatureKind<Floats> = {
  ...dense<Floats>(),
  classes: ['Float32Array', 'Float64Array'],
  words: 'numbers (Float32Array or Float64Array)',
  range: 1,
  is: (value) => types.isFloat32Array(value) || types.isFloat64Array(value),
  describe: (X) => `numbers (${X.constructor.name})`,

  *assertingFinite(name, X, features) {
    for (const piece of finitePieces(name, features, piecesOf(X, features))) {
      yield piece instanceof Promise ? piece : undefined;
    }
  },

  moments: ({ X, features }) =>
    momentsOfNumbers(features, types.isFloat32Array(X) ? 'float32' : 'float64', () =>
      piecesOf(X, features),
    ),

  /** Subtracts the mean first: `slope · x + intercept` loses digits of a feature that is far from 0. */
  gather({ X: numbers, features }, standardisation, rows, first, count, X) {
    const { mean, inverse, range } = standardisation;
    for (let i = 0; i < count; i++) {
      const from = rows[first + i] * features;
      const to = i * features;
      for (let j = 0; j < features; j++) {
        X[to + j] = (numbers[from + j] / range - mean[j]) * inverse[j];
      }
    }
  },

  *storing(matrix, standardisation, dtype) {
    const { X, samples, features } = matrix;
    const plain = { slope: null, intercept: null, mean: null, inverse: null };
    if (standardisation.isIdentity) return { X, ...plain };
    const copy = new (dtype === 'float32' ? Float32Array : Float64Array)(samples * features);
    const inOrder = Uint32Array.from({ length: samples }, (_, i) => i);
    const rows = Math.max(1, Math.floor(STORED_TOGETHER / features));
    for (let first = 0; first < samples; first += rows) {
      const count = Math.min(rows, samples - first);
      const part = copy.subarray(first * features, (first + count) * features);
      this.gather(matrix, standardisation, inOrder, first, count, part);
      yield;
    }
    return { X: copy, ...plain };
  },
};

/** Numbers standardised between two yields: some milliseconds, most of them for new memory. */
const STORED_TOGETHER = 2 ** 18;

/** Hands pieces on that are found finite. @throws RangeError naming the number that isn't */
export function* finitePieces(
  name: string,
  features: number,
  pieces: Pieces<Floats>,
): Pieces<Floats> {
  let before = 0;
  for (const piece of pieces) {
    if (!(piece instanceof Promise)) {
      const at = firstNotFinite(piece);
      if (at !== undefined) {
        const row = before + Math.floor(at / features);
        assertFinite(`${name}[${row}][${at % features}]`, piece[at]);
      }
      before += piece.length / features;
    }
    yield piece;
  }
}

function firstNotFinite(X: Floats): number | undefined {
  // 0 · x is NaN unless x is finite: one sum for all is faster than a test for each.
  let sum = 0;
  for (let at = 0; at < X.length; at++) sum += 0 * X[at];
  if (sum === 0) return undefined;
  for (let at = 0; at < X.length; at++) if (!Number.isFinite(X[at])) return at;
  return undefined;
}

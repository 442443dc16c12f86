import { types } from 'node:util';
import { argumentError, assertInstance, assertInteger } from '../../errors';
import { hashingArray } from './hashing';
import type { DenseFeatures, FeatureKind } from './kind';

type Shared = 'hashing' | 'assertShape' | 'width' | 'dense' | 'row' | 'part' | 'take';

/** What bytes and numbers have in common: they are one array, row after row. */
export const dense = <X extends DenseFeatures>(): Pick<FeatureKind<X>, Shared> => ({
  hashing: hashingArray,

  assertShape(name, X, samples, features) {
    assertInteger(`${name}.length`, X.length, samples * features, samples * features);
  },

  width({ length }, samples, features) {
    const d = features ?? length / samples;
    if (length === 0) throw argumentError(RangeError, 'X.length', 'a positive integer', 0);
    if (length === samples * d && Number.isInteger(d)) return d;
    const expected =
      features === undefined
        ? `a multiple of labels.length, ${samples}`
        : `${samples * d}, labels.length × features (${samples} × ${d})`;
    throw argumentError(RangeError, 'X.length', expected, length);
  },

  dense: (X, features, first, end) => X.subarray(first * features, end * features),

  row: (X, features, i) => X.subarray(i * features, (i + 1) * features),

  part: (X, features, first, end) => X.subarray(first * features, end * features) as X,

  take(X, features, rows) {
    const taken = emptyLike(X, rows.length * features);
    for (let i = 0; i < rows.length; i++) {
      taken.set(X.subarray(rows[i] * features, (rows[i] + 1) * features), i * features);
    }
    return taken;
  },
});

/** Makes an array of the same dtype; a Uint8Array for a Buffer. */
export function emptyLike<Kind extends DenseFeatures | Uint16Array>(
  array: Kind,
  length: number,
): Kind {
  if (array instanceof Uint8Array) return new Uint8Array(length) as Kind;
  if (array instanceof Uint16Array) return new Uint16Array(length) as Kind;
  if (array instanceof Float32Array) return new Float32Array(length) as Kind;
  return new Float64Array(length) as Kind;
}

/** Makes an array for rows: rows of bytes stay bytes, and of float32 too; all else is float64. */
export function roomFor(rows: readonly unknown[], length: number): DenseFeatures {
  if (rows.every((row) => types.isUint8Array(row))) return new Uint8Array(length);
  if (rows.every((row) => types.isFloat32Array(row))) return new Float32Array(length);
  return new Float64Array(length);
}

/** Asserts features in one array, for what can't be done to others. */
export function assertDense(name: string, X: unknown): asserts X is DenseFeatures {
  assertInstance(name, X, [Uint8Array, Float32Array, Float64Array]);
}

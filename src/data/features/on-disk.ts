import { assertInteger } from '../../errors';
import { piecesOnDisk } from '../disk/pieces-on-disk';
import { readRowsNow } from '../disk/read-rows';
import { RowsOnDisk } from '../disk/rows-on-disk';
import { bytes } from './bytes';
import { arrayHead, hashingBytes } from './hashing';
import type { DenseFeatures, FeatureKind, Floats } from './kind';
import { momentsOfBytes } from './moments-of-bytes';
import { firstPass, momentsOfNumbers, ones, type FirstPass } from './moments-of-numbers';
import { finitePieces, numbers } from './numbers';
import type { Pieces } from './pieces';

/** Reads rows at once. Whole passes take the blocks of a `RowSource` instead. */
function dense(X: RowsOnDisk, _: number, first: number, end: number): DenseFeatures {
  const rows = new X.Kept((end - first) * X.features);
  readRowsNow(X, first, end - first, new Uint8Array(rows.buffer));
  return rows;
}

/** What bytes and numbers on disk have in common; `memory` is the kind that they are once they are read. */
function onDisk<X extends DenseFeatures>(
  memory: FeatureKind<X>,
  things: string,
): Omit<FeatureKind<RowsOnDisk>, 'is' | 'moments'> {
  return {
    classes: [`RowsOnDisk of ${things}`],
    words: memory.words,
    range: memory.range,
    describe: ({ dtype, Kept }) => (dtype === 'uint8' ? 'bytes' : `numbers (${Kept.name})`),

    *hashing(X, hash) {
      hash.update(arrayHead(X.Kept.name, X.samples * X.width));
      for (const piece of piecesOnDisk(X)) {
        if (piece instanceof Promise) {
          yield piece;
          continue;
        }
        const { buffer, byteOffset, byteLength } = piece;
        yield* hashingBytes(new Uint8Array(buffer, byteOffset, byteLength), hash);
      }
    },

    assertShape(name, X, samples, features) {
      assertInteger(`${name}.samples`, X.samples, samples, samples);
      assertInteger(`${name}.features`, X.features, features, features);
    },

    width(X, samples, features = X.features) {
      this.assertShape('X', X, samples, features);
      return features;
    },

    gather({ X, features }, standardisation, rows, first, count, into) {
      for (let i = 0; i < count; i++) {
        const row = dense(X, features, rows[first + i], rows[first + i] + 1) as X;
        const to = into.subarray(i * features, (i + 1) * features);
        memory.gather({ X: row, features }, standardisation, ONE, 0, 1, to);
      }
    },

    dense,
    row: (X, features, i) => dense(X, features, i, i + 1),
    part: (X, _, first, end) => X.part(first, end),
    take: (X, _, rows) => X.take(rows),
  };
}

/** The number of the row that is the only one. */
const ONE = new Uint32Array(1);

/** What the first pass over rows has found: they are finite. It is made once. */
const seen = new WeakMap<RowsOnDisk, FirstPass>();

/** Bytes that stay in their files. */
export const bytesOnDisk: FeatureKind<RowsOnDisk> = {
  ...onDisk(bytes, 'bytes'),
  is: (value): value is RowsOnDisk => value instanceof RowsOnDisk && value.dtype === 'uint8',
  moments: ({ X, features }) =>
    momentsOfBytes(features, () => piecesOnDisk(X) as Pieces<Uint8Array>),
};

/** Numbers that stay in their files. The pass that finds them finite is the first one of the moments. */
export const numbersOnDisk: FeatureKind<RowsOnDisk> = {
  ...onDisk(numbers, 'numbers'),
  is: (value): value is RowsOnDisk => value instanceof RowsOnDisk && value.dtype !== 'uint8',

  moments: ({ X, features }) => {
    const dtype = X.dtype === 'float32' ? 'float32' : 'float64';
    const known = dtype === 'float32' ? seen.get(X) : undefined;
    return momentsOfNumbers(features, dtype, () => floatPieces(X), known);
  },

  *assertingFinite(name, X, features) {
    if (seen.has(X)) return;
    seen.set(X, yield* firstPass(ones(features), finitePieces(name, features, floatPieces(X))));
  },
};

const floatPieces = (X: RowsOnDisk): Pieces<Floats> => piecesOnDisk(X) as Pieces<Floats>;

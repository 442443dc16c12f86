import { types } from 'node:util';
import { dense } from './dense';
import { gatherBytes } from './gather-bytes';
import type { FeatureKind } from './kind';
import { BYTE_RANGE, momentsOfBytes } from './moments-of-bytes';
import { piecesOf } from './pieces';

/** Bytes, e.g. of pixels, which are standardised whenever they are gathered. */
export const bytes: FeatureKind<Uint8Array> = {
  ...dense<Uint8Array>(),
  classes: ['Uint8Array'],
  words: 'bytes (Uint8Array): those are scaled to [0, 1], and numbers are not',
  range: BYTE_RANGE,
  is: types.isUint8Array,
  describe: () => 'bytes',
  moments: ({ X, features }) => momentsOfBytes(features, () => piecesOf(X, features)),

  gather({ X: bytes, features }, standardisation, rows, first, count, X) {
    gatherBytes(bytes, features, standardisation.affine('float64'), rows, first, count, X);
  },

  *storing({ X }, standardisation, dtype) {
    yield;
    return { X, ...standardisation.affine(dtype), mean: null, inverse: null };
  },
};

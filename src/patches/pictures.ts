import { assertDataSet, type DataSet, type ImageShape } from '../data';
import { argumentError } from '../errors';

/** Pictures in bytes, a row each. */
export interface Pictures {
  readonly X: Uint8Array;
  readonly samples: number;
  readonly image: ImageShape;
}

/** Asserts that a set has pictures of bytes in memory. */
export function picturesOf(name: string, set: DataSet): Pictures {
  assertDataSet(name, set);
  const { X, image, samples } = set;
  if (image === undefined) {
    throw argumentError(TypeError, `${name}.image`, 'the shape of pictures', image);
  }
  if (!(X instanceof Uint8Array)) {
    throw argumentError(TypeError, `${name}.X`, 'pictures of bytes, a Uint8Array', X);
  }
  return { X, image, samples };
}

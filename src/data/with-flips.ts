import { assertDefined } from '../errors';
import type { Task } from '../tasks';
import type { DataSet } from './data-set';
import { assertDense, emptyLike } from './features/dense';
import type { DenseFeatures } from './features/kind';

/** Values copied between two yields: some milliseconds, most of them for new memory. */
const STEP_VALUES = 2 ** 18;

/** Mirrored sets, kept as long as their originals. */
const made = new WeakMap<DataSet, DataSet>();

/**
 * Appends to a set of n images their mirror images: sample n + i is sample i with its columns
 * reversed. Originals are copied too. A cooperative task; a set is mirrored once, and its features must
 * not change afterwards.
 *
 * @throws TypeError if the samples aren't images
 */
export function* flipping(set: DataSet): Task<DataSet> {
  const known = made.get(set);
  if (known !== undefined) return known;
  const { name, samples, features, image, labels, weights } = set;
  assertDefined(`${name}.image`, image, 'the shape of images, which can be mirrored');
  assertDense(`${name}.X`, set.X);
  const X = emptyLike(set.X, 2 * samples * features);
  const rows = Math.max(1, Math.floor(STEP_VALUES / features));
  for (let first = 0; first < samples; first += rows) {
    const from = first * features;
    const part = set.X.subarray(from, Math.min(samples, first + rows) * features);
    X.set(part, from);
    mirror(X.subarray(samples * features + from), part, image.width);
    yield;
  }
  const twice: DataSet = {
    ...set,
    samples: 2 * samples,
    X,
    labels: doubled(labels),
    ...(weights && { weights: doubled(weights) }),
  };
  made.set(set, twice);
  return twice;
}

/** Copies values with each row of `width` reversed. */
function mirror(to: DenseFeatures, from: DenseFeatures, width: number): void {
  for (let row = 0; row < from.length; row += width) {
    const last = row + width - 1;
    for (let i = 0; i < width; i++) to[row + i] = from[last - i];
  }
}

function doubled<Values extends Uint8Array | Uint16Array | Float64Array>(values: Values): Values {
  const both = emptyLike(values, 2 * values.length);
  both.set(values);
  both.set(values, values.length);
  return both;
}

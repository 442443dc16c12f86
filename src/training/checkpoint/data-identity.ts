import { createHash } from 'node:crypto';
import type { DataSet } from '../../data';
import type { Steps } from '../../pacing';
import type { AnyTrainingData } from '../prepared-data';

/** What tells a data set from others. */
export interface SetIdentity {
  /** In words, e.g. `10000 × 3072 bytes in 10 classes`. */
  readonly shape: string;
  /** Of the classes' names, the features, the labels and the weights. */
  readonly sha256: string;
}

/** What tells the data of a training from others. */
export interface DataIdentity {
  readonly training: SetIdentity;
  readonly validation: SetIdentity | null;
}

/** Bytes that are hashed in a step: some milliseconds. */
const STEP_BYTES = 2 ** 22;

const known = new WeakMap<DataSet, SetIdentity>();

/** Identifies the data, in steps; a set is looked at once, and must not change afterwards. */
export function* identifyingData({ training, validation }: AnyTrainingData): Steps<DataIdentity> {
  return {
    training: yield* identifying(training),
    validation: validation ? yield* identifying(validation) : null,
  };
}

function* identifying(set: DataSet): Steps<SetIdentity> {
  const seen = known.get(set);
  if (seen !== undefined) return seen;
  const { samples, features, classes, image, X, labels, weights } = set;
  const kind = X instanceof Uint8Array ? 'bytes' : `numbers (${X.constructor.name})`;
  const size = image && ` (${image.width} × ${image.height} × ${image.channels} images)`;
  const shape = `${samples} × ${features} ${kind}${size ?? ''} in ${classes.length} classes`;
  const hash = createHash('sha256').update(JSON.stringify([shape, classes]));
  for (const array of [X, labels, weights]) {
    if (array === undefined) continue;
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    hash.update(`${array.constructor.name} ${bytes.length}`);
    for (let at = 0; at < bytes.length; at += STEP_BYTES) {
      hash.update(bytes.subarray(at, at + STEP_BYTES));
      yield;
    }
  }
  const identity = { shape, sha256: hash.digest('hex') };
  known.set(set, identity);
  return identity;
}

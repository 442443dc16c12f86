import type { Backend } from '../backend';
import { kindOf, type DenseFeatures, type Features, type ImageShape, type Row } from '../data';
import { argumentError, assertInteger } from '../errors';
import type { PatchFeatures } from '../patches';
import type { Task } from '../tasks';
import { isDataSet, type FeatureRows } from './rows';

/** Bytes of features that are made at a time: they bound the memory. */
const TOGETHER = 2 ** 25;

/** Pictures that a classifier takes, and makes features of by patches before it scores them. */
export class Pictures {
  /** The numbers of a picture. */
  readonly features: number;
  /** How many pictures are encoded at a time. */
  readonly together: number;

  constructor(
    readonly patches: PatchFeatures,
    private readonly backend: Backend,
  ) {
    const { width, height, channels } = patches.image;
    this.features = width * height * channels;
    this.together = Math.max(1, Math.floor(TOGETHER / patches.features));
  }

  /** Whether samples are features that the patches have made already; where only a data set can tell, it does. */
  areMade(samples: number | FeatureRows): boolean {
    if (typeof samples === 'number') {
      return samples === this.patches.features && samples !== this.features;
    }
    if (!isDataSet(samples)) {
      // Callers without TypeScript may pass anything: `packRows` says what is wrong with it.
      const [first] = Array.isArray(samples) ? (samples as (Partial<Row> | null)[]) : [];
      return this.areMade(first?.length ?? 0);
    }
    const { features, madeBy } = samples;
    return this.areMade(features) || (madeBy !== undefined && features === this.patches.features);
  }

  /** Asserts the shape of pictures, if they have one. @param name  of the shape, for messages */
  assertShape(name: string, image: ImageShape | undefined): void {
    if (image === undefined) return;
    for (const key of ['height', 'width', 'channels'] as const) {
      const expected = this.patches.image[key];
      assertInteger(`${name}.${key}`, image[key], expected, expected);
    }
  }

  /** Makes features of some rows of pictures, as a cooperative task. @returns count×F */
  *encoding(X: Features, first: number, count: number): Task<Uint8Array> {
    const rows = kindOf(X).dense(X, this.features, first, first + count);
    const bytes = bytesOf(rows, (at) => {
      const j = at % this.features;
      return `rows[${first + (at - j) / this.features}][${j}]`;
    });
    const made = new Uint8Array(count * this.patches.features);
    yield* this.patches.encoding(this.backend, bytes, [0, count], made);
    return made;
  }
}

/** Returns numbers as bytes. @param nameOf  names one of them, for messages */
export function bytesOf(numbers: ArrayLike<number>, nameOf: (at: number) => string): Uint8Array {
  if (numbers instanceof Uint8Array) return numbers;
  const bytes = Uint8Array.from(numbers as DenseFeatures);
  for (let at = 0; at < bytes.length; at++) {
    if (bytes[at] === numbers[at]) continue;
    const kind = typeof numbers[at] === 'number' ? RangeError : TypeError;
    throw argumentError(kind, nameOf(at), 'a byte of a picture, 0 to 255', numbers[at]);
  }
  return bytes;
}

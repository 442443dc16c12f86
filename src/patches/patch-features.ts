import type { PatchEncoding } from '../../binding';
import { selectBackend, type Backend, type BackendOptions } from '../backend';
import type { DataSet, Features, ImageShape, LabelType } from '../data';
import { assertInteger } from '../errors';
import { defaultRng } from '../random';
import { TaskRunner, type Task } from '../tasks';
import { learningDictionary } from './dictionary';
import { encodingPictures } from './encoding';
import { arrayForFeatures } from './feature-room';
import { findingRanked } from './ranked';
import { gridOf, type Axis } from './regions';
import { picturesOf, type Pictures } from './pictures';
import { patchSettingsFor, type PatchSettings } from './settings';
import { learningWhitening } from './whitening';

/** Pictures whose features tell the scale of bytes, and how many numbers of them at most. */
const SCALED_PICTURES = 64;
const SCALED_NUMBERS = 2 ** 22;
/** Of their roots, one in so many is above the largest byte. */
const ABOVE_SCALE = 1e-4;

/**
 * What `patchFeatures` has learnt, in float32, as it is saved.
 *
 * @category Features
 */
export interface PatchTensors {
  /** Wh: m × side²·channels, for bytes. */
  readonly whitening: Float32Array;
  /** o: m. */
  readonly offset: Float32Array;
  /** Atoms: D×m, then as many mirrors if there are. */
  readonly dictionary: Float32Array;
  /** The patches of the dictionary as they are in pictures: D × side²·channels bytes. */
  readonly patches: Uint8Array;
}

/**
 * Options of `transform`.
 *
 * @category Features
 */
export interface TransformOptions extends Omit<BackendOptions, 'backend' | 'tileRows' | 'product'> {
  /** A backend, or the name of one. By default `auto`. */
  readonly backend?: BackendOptions['backend'] | Backend;
  /** Called with the pictures that are done, and all of them, some ten times a second. By default none. */
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Stops soon after it aborts; its reason is thrown. By default none. */
  readonly signal?: AbortSignal;
}

/**
 * Features of pictures that are learnt without labels: how often patches of a picture are like those of a
 * dictionary, in each of some regions. Made by `patchFeatures`.
 *
 * @category Features
 */
export class PatchFeatures {
  /** F, the features of a picture: regions² × 2 × D. */
  readonly features: number;
  /** How the rows of positions are parted. @internal */
  readonly rows: Axis;
  /** How the columns of positions are parted. @internal */
  readonly columns: Axis;

  /** @param scale  c of `PatchEncoding`: a byte is ⌊c √Σ + ½⌋ */
  constructor(
    readonly image: ImageShape,
    readonly settings: Required<PatchSettings>,
    readonly tensors: PatchTensors,
    readonly scale: number,
  ) {
    const { rows, columns, features } = gridOf(image, settings);
    [this.rows, this.columns] = [rows, columns];
    this.features = features * settings.patches;
  }

  /** Makes the features of some patches of the dictionary, as if there were no others. */
  part(first: number, count: number): PatchFeatures {
    const { image, scale, settings, tensors } = this;
    const { components: m, mirrored, patches: D } = settings;
    const { whitening, offset, dictionary, patches } = tensors;
    const q = patches.length / D;
    const atoms = new Float32Array((mirrored ? 2 : 1) * count * m);
    atoms.set(dictionary.subarray(first * m, (first + count) * m));
    if (mirrored)
      atoms.set(dictionary.subarray((D + first) * m, (D + first + count) * m), count * m);
    const own = { patches: patches.slice(first * q, (first + count) * q), dictionary: atoms };
    const some = { whitening, offset, ...own };
    return new PatchFeatures(image, { ...settings, patches: count }, some, scale);
  }

  /** The features of pictures as they are, without means over shifts, which training pictures need not. */
  get unshifted(): PatchFeatures {
    const { image, scale, settings, tensors } = this;
    return new PatchFeatures(image, { ...settings, shift: 0 }, tensors, scale);
  }

  /** Learns dictionary, whitening and scale, as a cooperative task. */
  static *learning(
    backend: Backend,
    pictures: Pictures,
    given: PatchSettings = {},
  ): Task<PatchFeatures> {
    const settings = patchSettingsFor(given, pictures.image);
    const generator = defaultRng(settings.seed);
    const first = yield* learningWhitening(pictures, settings, generator);
    const learnt = yield* learningDictionary(pictures, settings, first, generator);
    const { mean, matrix } = learnt.whitening;
    const q = mean.length;
    const offset = new Float32Array(settings.components);
    for (let k = 0; k < offset.length; k++) {
      let sum = 0;
      for (let j = 0; j < q; j++) sum -= matrix[k * q + j] * mean[j];
      offset[k] = sum;
    }
    const tensors = {
      whitening: Float32Array.from(matrix, (value) => value / 255),
      offset,
      dictionary: Float32Array.from(learnt.atoms),
      patches: Uint8Array.from(learnt.patches, (value) => Math.round(255 * value)),
    };
    const unscaled = new PatchFeatures(pictures.image, settings, tensors, 1);
    const scale = yield* unscaled.findingScale(backend, pictures);
    return new PatchFeatures(pictures.image, settings, tensors, scale);
  }

  /**
   * Encodes pictures, as a cooperative task that yields after each call of the backend: with a `shift`,
   * features are the rounded means of those of the picture and of shifted copies of it.
   *
   * @param features  count×F; the output
   * @param onDone    called with the number of pictures done
   */
  encoding(
    backend: Backend,
    pictures: Uint8Array,
    range: readonly [first: number, count: number],
    features: Uint8Array | Float32Array,
    onDone?: (done: number) => void,
  ): Task<void> {
    return encodingPictures(this, { backend, pictures, range, onDone }, features);
  }

  /**
   * Makes features of pictures: a data set of bytes, with the labels, weights and classes of the given one.
   * A classifier that is trained on it takes these patches into its model, and pictures as they come.
   *
   * @param set  of pictures of the shape that was learnt from, in bytes
   * @throws TypeError or RangeError naming the field that doesn't fit, or the set whose features don't fit
   *   into an array; the signal's reason
   * @example
   * const pictures = await loadPictures('pets/train', { size: 32 });
   * const patches = await patchFeatures(pictures, { patches: 16 });
   * const encoded = await patches.transform(pictures, {
   *   onProgress: ({ done, total }) => console.log(`${done} of ${total}`),
   * });
   */
  async transform<Type extends LabelType>(
    set: DataSet<Features, Type>,
    { backend = 'auto', threads = 'all', onProgress, signal }: TransformOptions = {},
  ): Promise<DataSet<Uint8Array, Type>> {
    const { X, samples } = this.assertPictures('set', set);
    const chosen = typeof backend === 'string' ? selectBackend({ backend, threads }) : backend;
    const features = arrayForFeatures('set', samples, this.features);
    const listen = onProgress && ((done: number) => onProgress({ done, total: samples }));
    const runner = new TaskRunner(signal);
    await runner.run(this.encoding(chosen, X, [0, samples], features, listen));
    return this.encodedSet(set, features);
  }

  /** Returns a set with features in place of its pictures. @param X  n×F @internal */
  encodedSet<X extends Features, Type extends LabelType>(
    set: DataSet<Features, Type>,
    X: X,
  ): DataSet<X, Type> {
    const encoded = { ...set, X, features: this.features, madeBy: this };
    delete encoded.image;
    delete encoded.featureNames;
    return encoded;
  }

  /** Asserts that a set has pictures of the shape that was learnt from. @param name  for messages */
  assertPictures(name: string, set: DataSet): Pictures {
    const pictures = picturesOf(name, set);
    for (const key of ['height', 'width', 'channels'] as const) {
      const expected = this.image[key];
      assertInteger(`${name}.image.${key}`, pictures.image[key], expected, expected);
    }
    return pictures;
  }

  /** The multiplications of a picture. */
  get multiplications(): number {
    const { components, mirrored, patches } = this.settings;
    const positions = (this.rows.cells.at(-1) ?? 0) * (this.columns.cells.at(-1) ?? 0);
    const numbers = this.tensors.whitening.length / components;
    return positions * components * (numbers + (mirrored ? 2 : 1) * patches);
  }

  /** The call of a backend that encodes some pictures as they are. @internal */
  call(
    pictures: Uint8Array,
    first: number,
    count: number,
    features: Uint8Array | Float32Array,
  ): PatchEncoding {
    const { components, encoding, mirrored, patches, side, stride, threshold } = this.settings;
    const { whitening, offset, dictionary } = this.tensors;
    return {
      ...this.image,
      ...{ side, stride, components, whitening, offset, atoms: patches, dictionary, mirrored },
      ...{ rowCells: this.rows.cells, columnCells: this.columns.cells },
      ...{ rowRegions: this.rows.regions, columnRegions: this.columns.regions },
      ...{ threshold, encoding, scale: this.scale, pictures, first, count, features },
    };
  }

  /** The scale at which one in ten thousand roots of sums of the first pictures is above 255. */
  private *findingScale(backend: Backend, { X, samples }: Pictures): Task<number> {
    const count = Math.min(samples, SCALED_PICTURES);
    const sums = new Float32Array(count * this.features);
    yield* this.encoding(backend, X, [0, count], sums);
    const every = Math.ceil(sums.length / SCALED_NUMBERS);
    const some = Math.floor(sums.length / every);
    const rank = some - Math.floor((1 - ABOVE_SCALE) * (some - 1));
    const one = findingRanked(sums.subarray(0, some * every), rank, every);
    const root = Math.fround(Math.sqrt(yield* one));
    return Math.fround(255 / (root > 0 ? root : 1));
  }
}

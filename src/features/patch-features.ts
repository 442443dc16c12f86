import type { PatchEncoding } from '../../binding';
import type { Backend } from '../backend';
import type { ImageShape } from '../data';
import { defaultRng } from '../random';
import type { Task } from '../tasks';
import { learningDictionary } from './dictionary';
import { partAxis, type Axis } from './regions';
import type { Pictures } from './sampling';
import { patchSettingsFor, type PatchSettings } from './settings';
import { learningWhitening } from './whitening';

/** Pictures whose features tell the scale of bytes, and how many numbers of them at most. */
const SCALED_PICTURES = 64;
const SCALED_NUMBERS = 2 ** 22;
/** Of their roots, one in so many is above the largest byte. */
const ABOVE_SCALE = 1e-4;

/** The multiplications of one call: some hundredths of a second of one thread. */
const MULTIPLICATIONS = { openblas: 2e9, js: 5e7 };

/** What has been learnt, in float32, as it is saved. */
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
 * Features of pictures that are learnt without labels: how often patches of a picture are like those of a
 * dictionary, in each of some regions. Made by `patchFeatures`.
 *
 * @category Features
 */
export class PatchFeatures {
  /** F, the features of a picture: regions² × 2 × D. */
  readonly features: number;
  private readonly rows: Axis;
  private readonly columns: Axis;

  /** @param scale  c of `PatchEncoding`: a byte is ⌊c √Σ + ½⌋ */
  constructor(
    readonly image: ImageShape,
    readonly settings: Required<PatchSettings>,
    readonly tensors: PatchTensors,
    readonly scale: number,
  ) {
    const { patches, regions, side, stride } = settings;
    const positions = (length: number): number => Math.floor((length - side) / stride) + 1;
    this.rows = partAxis(positions(image.height), regions);
    this.columns = partAxis(positions(image.width), regions);
    this.features =
      (this.rows.regions.length / 2) * (this.columns.regions.length / 2) * 2 * patches;
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
   * Encodes pictures, as a cooperative task that yields after each call of the backend.
   *
   * @param features  count×F; the output
   * @param onDone    called with the number of pictures done
   */
  *encoding(
    backend: Backend,
    pictures: Uint8Array,
    [first, count]: readonly [first: number, count: number],
    features: Uint8Array | Float32Array,
    onDone?: (done: number) => void,
  ): Task<void> {
    const most = this.picturesOfCall(backend);
    for (let done = 0; done < count;) {
      const here = Math.min(most, count - done);
      const out = features.subarray(done * this.features, (done + here) * this.features);
      backend.encodePatches(this.call(pictures, first + done, here, out));
      done += here;
      onDone?.(done);
      yield;
    }
  }

  /** The multiplications of a picture. */
  get multiplications(): number {
    const { components, mirrored, patches } = this.settings;
    const positions = (this.rows.cells.at(-1) ?? 0) * (this.columns.cells.at(-1) ?? 0);
    const numbers = this.tensors.whitening.length / components;
    return positions * components * (numbers + (mirrored ? 2 : 1) * patches);
  }

  private picturesOfCall({ report: { name, threads } }: Backend): number {
    const most = (MULTIPLICATIONS[name] * threads) / this.multiplications;
    return Math.max(1, Math.floor(most / threads)) * threads;
  }

  private call(
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
    const some = Float32Array.from({ length: Math.floor(sums.length / every) }, (_, i) =>
      Math.sqrt(sums[i * every]),
    ).sort();
    const root = some[Math.floor((1 - ABOVE_SCALE) * (some.length - 1))];
    return Math.fround(255 / (root > 0 ? root : 1));
  }
}

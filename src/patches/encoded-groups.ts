import type { Backend } from '../backend';
import type { DataSet } from '../data';
import { groupsOf, type PatchGroup } from './groups';
import type { PatchFeatures } from './patch-features';
import { TaskRunner } from '../tasks';

/** How the pictures of groups are encoded. */
export interface GroupEncoding {
  readonly backend: Backend;
  readonly signal?: AbortSignal | undefined;
  /** Memory for the features. By default, and where it is too small, it is allocated. */
  readonly room?: Uint8Array | undefined;
}

/** A training set, and one to validate on. */
export interface PictureSets {
  readonly training: DataSet;
  readonly validation?: DataSet | undefined;
}

/** Called with the pictures that are encoded, and all. */
export type OnEncoded = (done: number, total: number) => void;

/** The features of one group of patches after another, in the same memory. */
export class EncodedGroups<Sets extends PictureSets = Required<PictureSets>> {
  readonly all: readonly PatchGroup[];
  /** The number of the group whose features are in memory, from 0. */
  encoded = -1;
  /** The groups that the model has: fewer than all after a stop. */
  trained = 0;
  /** The bytes that the features of a group take. */
  readonly bytes: number;
  /** Of the training set, then the validation set. */
  readonly room: Uint8Array;

  /**
   * @param most      patches of a group
   * @param pictures  sets of pictures
   */
  constructor(
    readonly whole: PatchFeatures,
    most: number,
    readonly pictures: Sets,
    private readonly encoding: GroupEncoding,
  ) {
    this.all = groupsOf(whole, most);
    const features = Math.max(...this.all.map(({ patches }) => patches.features));
    this.bytes = features * this.samples;
    const { room } = encoding;
    this.room = room !== undefined && room.length >= this.bytes ? room : new Uint8Array(this.bytes);
  }

  /**
   * Encodes the pictures for a group, whose features take the place of those of the one before.
   *
   * @param g  its number, from 0
   */
  async encode(g: number, onEncoded: OnEncoded): Promise<Sets> {
    const { training, validation } = this.pictures;
    this.encoded = g;
    const { patches } = this.all[g];
    const of = (set: DataSet, by: PatchFeatures, before: number): Promise<DataSet> =>
      this.encodeSet(set, by, before, (done) => onEncoded(before + done, this.samples));
    return {
      ...this.pictures,
      training: await of(training, patches.unshifted, 0),
      ...(validation && { validation: await of(validation, patches, training.samples) }),
    };
  }

  /** The dictionary of the first groups. */
  some(count: number): PatchFeatures {
    if (count === this.all.length) return this.whole;
    return this.whole.part(0, this.all[count].first);
  }

  private get samples(): number {
    const { training, validation } = this.pictures;
    return training.samples + (validation?.samples ?? 0);
  }

  /** @param before  pictures whose features come first */
  private async encodeSet(
    set: DataSet,
    encoder: PatchFeatures,
    before: number,
    onDone: (done: number) => void,
  ): Promise<DataSet> {
    const { backend, signal } = this.encoding;
    const { X, samples } = encoder.assertPictures(set.name, set);
    const F = encoder.features;
    const features = this.room.subarray(before * F, (before + samples) * F);
    await new TaskRunner(signal).run(encoder.encoding(backend, X, [0, samples], features, onDone));
    return this.all[this.encoded].patches.encodedSet(set, features);
  }
}

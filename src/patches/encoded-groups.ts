import type { Backend } from '../backend';
import type { DataSet } from '../data';
import { groupsOf, type PatchGroup } from './groups';
import type { PatchFeatures } from './patch-features';
import { TaskRunner } from '../tasks';

/** How the pictures of groups are encoded. */
export interface GroupEncoding {
  readonly backend: Backend;
  readonly signal: AbortSignal;
}

/** A training and a validation set. */
interface Sets {
  readonly training: DataSet;
  readonly validation: DataSet;
}

/** Called with the pictures that are encoded, and all. */
export type OnEncoded = (done: number, total: number) => void;

/** The features of one group of patches after another, in the same memory. */
export class EncodedGroups {
  readonly all: readonly PatchGroup[];
  /** The number of the group whose features are in memory, from 0. */
  encoded = -1;
  /** The groups that the model has: fewer than all after a stop. */
  trained = 0;
  /** The bytes that the features of a group take. */
  readonly bytes: number;
  private readonly rooms: Readonly<Record<keyof Sets, Uint8Array>>;

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
    const { training, validation } = pictures;
    this.bytes = features * (training.samples + validation.samples);
    this.rooms = {
      training: new Uint8Array(features * training.samples),
      validation: new Uint8Array(features * validation.samples),
    };
  }

  /**
   * Encodes the pictures for a group, whose features take the place of those of the one before.
   *
   * @param g  its number, from 0
   */
  async encode(g: number, onEncoded: OnEncoded): Promise<Sets> {
    const { training, validation } = this.pictures;
    const all = training.samples + validation.samples;
    this.encoded = g;
    return {
      training: await this.encodeSet('training', (done) => onEncoded(done, all)),
      validation: await this.encodeSet('validation', (done) =>
        onEncoded(training.samples + done, all),
      ),
    };
  }

  /** The dictionary of the first groups. */
  some(count: number): PatchFeatures {
    if (count === this.all.length) return this.whole;
    return this.whole.part(0, this.all[count].first);
  }

  private async encodeSet(name: keyof Sets, onDone: (done: number) => void): Promise<DataSet> {
    const { backend, signal } = this.encoding;
    const { patches } = this.all[this.encoded];
    const set = this.pictures[name];
    const { X, samples } = patches.assertPictures(set.name, set);
    const features = this.rooms[name].subarray(0, samples * patches.features);
    const encoder = name === 'training' ? patches.unshifted : patches;
    const encoding = encoder.encoding(backend, X, [0, samples], features, onDone);
    await new TaskRunner(signal).run(encoding);
    return patches.encodedSet(set, features);
  }
}

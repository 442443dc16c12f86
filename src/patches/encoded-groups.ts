import type { Backend } from '../backend';
import type { DataSet } from '../data';
import { groupsOf, type PatchGroup } from './groups';
import type { PatchFeatures } from './patch-features';
import { defaultRng, type Generator } from '../random';
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
  private readonly training: Uint8Array;
  private readonly validation: Uint8Array;
  private shifts: Generator;

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
    this.training = new Uint8Array(features * training.samples);
    this.validation = new Uint8Array(features * validation.samples);
    this.shifts = defaultRng(0);
  }

  /** The bytes that the features of a group take. */
  readonly bytes: number;

  /** The samples that are encoded for a group before it is trained. */
  get samples(): number {
    return this.pictures.training.samples + this.pictures.validation.samples;
  }

  /** Encodes the pictures for a group, which takes the place of the one before. @param g  its number, from 0 */
  async encode(g: number, onEncoded: OnEncoded): Promise<Sets> {
    const { patches } = this.all[g];
    const { training, validation } = this.pictures;
    this.encoded = g;
    // Of each group anew: it has the same features whether those before it were trained now or earlier.
    this.shifts = defaultRng(patches.settings.seed + 1 + g);
    const all = this.samples;
    await this.encodeTraining((done) => onEncoded(done, all));
    const held = this.validation.subarray(0, validation.samples * patches.features);
    const { backend, signal } = this.encoding;
    const { X, samples } = patches.assertPictures(validation.name, validation);
    const onDone = (done: number): void => onEncoded(training.samples + done, all);
    await new TaskRunner(signal).run(patches.encoding(backend, X, [0, samples], held, onDone));
    return {
      training: patches.encodedSet(training, this.trainingOf(g)),
      validation: patches.encodedSet(validation, held),
    };
  }

  /** Encodes the training pictures of the same group for its next epoch, shifted anew if they are to be. */
  async shiftAnew(onDone: (done: number) => void = () => undefined): Promise<void> {
    if (this.whole.settings.shift > 0) await this.encodeTraining(onDone);
  }

  /** The dictionary of the first groups. */
  some(count: number): PatchFeatures {
    if (count === this.all.length) return this.whole;
    return this.whole.part(0, this.all[count].first);
  }

  private async encodeTraining(onDone: (done: number) => void): Promise<void> {
    const { backend, signal } = this.encoding;
    const { patches } = this.all[this.encoded];
    const { training } = this.pictures;
    const { X, samples } = patches.assertPictures(training.name, training);
    const into = this.trainingOf(this.encoded);
    const range = [0, samples] as const;
    await new TaskRunner(signal).run(
      patches.settings.shift === 0
        ? patches.encoding(backend, X, range, into, onDone)
        : patches.encodingShifted(backend, X, range, into, this.shifts, onDone),
    );
  }

  private trainingOf(g: number): Uint8Array {
    return this.training.subarray(0, this.pictures.training.samples * this.all[g].patches.features);
  }
}

import type { PatchEncoding } from '../../binding';
import type { Backend } from '../backend';
import type { ImageShape } from '../data';
import type { Task } from '../tasks';
import { meanShifts, shiftPicture, type Shift } from './shift';

/** The time that one call of the backend should take, in milliseconds: so long the event loop is held. */
const CALL = 20;

/** Features that are added up before their means are written. */
const ADDED_UP = 2 ** 22;

/** What of `PatchFeatures` encodes. */
interface Encoder {
  /** F. */
  readonly features: number;
  readonly image: ImageShape;
  readonly settings: { readonly shift: number };
  /** The call of a backend that encodes some pictures as they are. */
  call(
    pictures: Uint8Array,
    first: number,
    count: number,
    features: Uint8Array | Float32Array,
  ): PatchEncoding;
}

/** What is to be encoded. */
export interface Encodable {
  readonly backend: Backend;
  readonly pictures: Uint8Array;
  readonly range: readonly [first: number, count: number];
  /** Called with the number of pictures done. */
  readonly onDone?: ((done: number) => void) | undefined;
}

/** See `PatchFeatures.encoding`. Sums of similarities, in float32, are of pictures as they are. */
export function* encodingPictures(
  patches: Encoder,
  what: Encodable,
  features: Uint8Array | Float32Array,
): Task<void> {
  const shifts = meanShifts(patches.settings.shift);
  if (shifts.length === 1 || features instanceof Float32Array) {
    yield* encodingCopies(patches, what, features, null);
    return;
  }
  const { range, onDone } = what;
  const [first, count] = range;
  const F = patches.features;
  const most = Math.min(count, Math.max(1, Math.floor(ADDED_UP / F)));
  const [room, sums] = [new Uint8Array(most * F), new Uint16Array(most * F)];
  for (let done = 0; done < count;) {
    const here = Math.min(most, count - done);
    const part = { ...what, range: [first + done, here] as const, onDone: undefined };
    sums.fill(0);
    for (const shift of shifts) {
      yield* encodingCopies(patches, part, room.subarray(0, here * F), shift);
      for (let i = 0; i < here * F; i++) sums[i] += room[i];
      yield;
    }
    const out = features.subarray(done * F, (done + here) * F);
    for (let i = 0; i < out.length; i++) out[i] = Math.floor(sums[i] / shifts.length + 0.5);
    done += here;
    onDone?.(done);
    yield;
  }
}

/**
 * Encodes pictures, all shifted alike if `shift` is given.
 *
 * @param shift  null to take them as they are
 */
function* encodingCopies(
  patches: Encoder,
  { backend, pictures, range: [first, count], onDone }: Encodable,
  features: Uint8Array | Float32Array,
  shift: Shift | null,
): Task<void> {
  const { features: F, image } = patches;
  const { threads } = backend.report;
  const pixels = image.channels * image.height * image.width;
  const copies = (from: number, here: number, by: Shift): Uint8Array => {
    const copied = new Uint8Array(here * pixels);
    for (let i = 0; i < here; i++) {
      const [own, to] = [(from + i) * pixels, i * pixels];
      const picture = pictures.subarray(own, own + pixels);
      shiftPicture(image, by, picture, copied.subarray(to, to + pixels));
    }
    return copied;
  };
  // A picture each, to find out how long one takes: that depends on what else the machine does.
  let most = threads;
  for (let done = 0; done < count;) {
    const here = Math.min(most, count - done);
    const out = features.subarray(done * F, (done + here) * F);
    const start = performance.now();
    const from = first + done;
    const [seen, at] = shift === null ? [pictures, from] : [copies(from, here, shift), 0];
    backend.encodePatches(patches.call(seen, at, here, out));
    const eachThread = (CALL * here) / (performance.now() - start) / threads;
    most = Math.max(1, Math.floor(eachThread)) * threads;
    done += here;
    onDone?.(done);
    yield;
  }
}

import { argumentError, assertInstance } from '../../errors';
import { finish, type Task } from '../../tasks';
import { assertImage } from '../assert-data-set';
import { invalid } from '../bytes/faults';
import type { ImageShape } from '../data-set';
import type { DenseFeatures } from '../features/kind';

/** How the samples of an array lie in memory. */
export interface SampleLayout {
  /** Their shape, if they are images. */
  readonly image?: ImageShape | undefined;
  /** Whether they are pixels, RGBRGB…, to be turned into planes. */
  readonly isPixels: boolean;
}

const AS_IT_IS: SampleLayout = { isPixels: false };

/**
 * Tells planes (c, h, w) from pixels (h, w, c) by the shape of a sample. Where an image is given, the
 * shape must be that of its planes or of its pixels, with neighbouring axes merged or not: (3, 1024) are
 * planes of 32×32, too. Where none is, (h, w, 3) and (3, h, w) are images, and so are bytes (h, w),
 * (h, w, 1) and (1, h, w).
 *
 * @param shape    of one sample
 * @param given    the image that a sample is to be; null if samples aren't images; undefined if unknown
 * @param isBytes  whether the numbers are bytes
 * @throws OnelayerError DATA_INVALID if it could be either, or is neither
 */
export function layoutOf(
  where: string,
  shape: readonly number[],
  given: ImageShape | null | undefined,
  isBytes: boolean,
): SampleLayout {
  if (given === null || shape.length === 0) return AS_IT_IS;
  if (given === undefined) return guessed(where, shape, isBytes);
  const { width: w, height: h, channels: c } = given;
  const isPlanes = isMerged(shape, [c, h, w]);
  // Of one channel, both are the same order.
  const isPixels = c > 1 && isMerged(shape, [h, w, c]);
  const isFlat = shape.filter((length) => length > 1).length < 2;
  if (isPlanes && isPixels && !isFlat) throw ambiguous(where, shape);
  if (!isPlanes && !isPixels && product(shape) === w * h * c) {
    const expected = `expected images of the shape (n, ${c}, ${h}, ${w}) or (n, ${h}, ${w}, ${c})`;
    throw invalid(where, `${expected}, got (n, ${shape.join(', ')})`);
  }
  return { image: given, isPixels: isPixels && !isPlanes };
}

function guessed(where: string, shape: readonly number[], isBytes: boolean): SampleLayout {
  if (shape.length === 2) return isBytes ? grey(shape[0], shape[1]) : AS_IT_IS;
  if (shape.length !== 3) return AS_IT_IS;
  const [first, second, last] = shape;
  if (first === 3 && last === 3) throw ambiguous(where, shape);
  if (last === 3 && first !== 1) {
    return { image: { width: second, height: first, channels: 3 }, isPixels: true };
  }
  if (first === 3 && last !== 1) {
    return { image: { width: last, height: second, channels: 3 }, isPixels: false };
  }
  if (!isBytes || first === last || first === 3 || last === 3) return AS_IT_IS;
  if (last === 1) return grey(first, second);
  return first === 1 ? grey(second, last) : AS_IT_IS;
}

function grey(height: number, width: number): SampleLayout {
  return { image: { width, height, channels: 1 }, isPixels: false };
}

/** Whether a shape is another one, with neighbouring axes multiplied or not, and axes of 1 anywhere. */
function isMerged(shape: readonly number[], axes: readonly number[]): boolean {
  let axis = 0;
  for (const length of shape) {
    if (length === 1) continue;
    let merged = 1;
    while (merged < length && axis < axes.length) merged *= axes[axis++];
    if (merged !== length) return false;
    while (axes[axis] === 1) axis++;
  }
  return axes.slice(axis).every((length) => length === 1);
}

function ambiguous(where: string, shape: readonly number[]): Error {
  const got = `got images of the shape (n, ${shape.join(', ')})`;
  const cure = `give them as (n, ${product(shape)}), planes one after another`;
  return invalid(where, `${got}, which may be planes or pixels: ${cure}`);
}

function product(shape: readonly number[]): number {
  return shape.reduce((all, length) => all * length, 1);
}

/** Numbers moved between two yields: some milliseconds. */
const STEP_NUMBERS = 2 ** 18;

/**
 * Turns the pixels of images, RGBRGB…, row by row, into planes: all red, all green, all blue values,
 * as features of images are here.
 *
 * @param pixels  n×(h·w·c), of any number n of images
 * @param image   the shape of an image
 * @returns n×(c·h·w), of the same type of numbers
 * @throws RangeError if they aren't a whole number of images
 * @category Data
 * @example
 * const redAndBlue = planesOf(Uint8Array.of(255, 0, 0, 0, 0, 255), { width: 2, height: 1, channels: 3 });
 */
export function planesOf<Numbers extends DenseFeatures>(
  pixels: Numbers,
  image: ImageShape,
): Numbers {
  assertInstance('pixels', pixels, [Uint8Array, Float32Array, Float64Array]);
  const { width, height, channels } = image;
  const features = width * height * channels;
  assertImage('image', image, features);
  if (pixels.length % features !== 0) {
    const expected = `a multiple of ${features}, the values of an image`;
    throw argumentError(RangeError, 'pixels.length', expected, pixels.length);
  }
  return finish(makingPlanes(pixels, image)) as Numbers;
}

/** The same as `planesOf`, as a cooperative task. */
export function* makingPlanes(
  pixels: DenseFeatures,
  { width, height, channels }: ImageShape,
): Task<DenseFeatures> {
  const area = width * height;
  const features = area * channels;
  const planes = roomLike(pixels);
  for (let first = 0, moved = 0; first < pixels.length; first += features) {
    for (let channel = 0; channel < channels; channel++) {
      const plane = first + channel * area;
      for (let at = 0; at < area; at++)
        planes[plane + at] = pixels[first + at * channels + channel];
    }
    if ((moved += features) < STEP_NUMBERS) continue;
    moved = 0;
    yield;
  }
  return planes;
}

function roomLike({ length, constructor }: DenseFeatures): DenseFeatures {
  // Not by the constructor alone: a Buffer is a Uint8Array, too.
  if (constructor === Float32Array) return new Float32Array(length);
  return constructor === Float64Array ? new Float64Array(length) : new Uint8Array(length);
}

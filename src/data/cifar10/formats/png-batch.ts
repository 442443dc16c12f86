import type Sharp from 'sharp';
import { optionalPackage } from '../../../files';
import { invalid } from '../../bytes/faults';
import { transposed } from '../../bytes/transposed';
import { FEATURES, PLANE } from './records';

/**
 * Decodes a batch kept as one lossless RGB picture of 1,024 × n pixels, an image in each row.
 *
 * @param where    the picture, for messages
 * @param samples  n, the number of images that must be there
 * @returns n×3072, one image a row, planar
 * @throws OnelayerError DATA_INVALID
 */
export async function imagesFromPng(
  png: Uint8Array,
  where: string,
  samples: number,
): Promise<Uint8Array> {
  const sharp = optionalPackage('sharp') as typeof Sharp;
  try {
    const picture = sharp(png, { limitInputPixels: samples * PLANE, failOn: 'warning' });
    const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
    const found = `${info.width}×${info.height} with ${info.channels} channels`;
    if (found !== `${PLANE}×${samples} with 3 channels`) throw new Error(`it is ${found}`);
    return planar(data, samples);
  } catch (error) {
    const expected = `expected an RGB picture of ${PLANE}×${samples} pixels`;
    throw invalid(where, `${expected}; decoding says: ${(error as Error).message}`, error);
  }
}

/** Turns each image's red-green-blue triples into a red, a green and a blue plane. */
function planar(rgb: Uint8Array, samples: number): Uint8Array {
  const planes = new Uint8Array(rgb.length);
  for (let i = 0; i < samples; i++) {
    const image = rgb.subarray(i * FEATURES, (i + 1) * FEATURES);
    planes.set(transposed(image, PLANE, 3), i * FEATURES);
  }
  return planes;
}

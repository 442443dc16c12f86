import type Sharp from 'sharp';
import { assertPackages, optionalPackage } from '../../files';
import { invalid } from '../bytes/faults';
import { transposed } from '../bytes/transposed';
import type { ImageShape } from '../data-set';
import { plainPng } from './plain-png';
import { pngFacts, type PictureFacts } from './png-facts';

/** Endings of the names of pictures, in any format that sharp knows, lower-case. */
export const PICTURE_ENDINGS: readonly string[] =
  '.png .jpg .jpeg .gif .tif .tiff .webp .avif .heic .heif .svg .bmp'.split(' ');

/**
 * Reads pictures from the bytes of their files. Both functions throw an OnelayerError DATA_INVALID
 * naming the picture if it can't be read.
 */
export interface PictureDecoder {
  /** Reads the header alone. */
  readonly look: (where: string, bytes: Uint8Array) => Promise<PictureFacts>;
  /**
   * Decodes a picture into planes of width × height bytes: upright, on white where it is transparent,
   * in grey or in red, green and blue; of an animation, the first picture. A picture of another size is
   * scaled to cover the shape, and what extends beyond it is cut off.
   */
  readonly decode: (where: string, bytes: Uint8Array, image: ImageShape) => Promise<Uint8Array>;
}

/** @throws OnelayerError PACKAGE_MISSING if sharp isn't installed, or can't be loaded */
export function decoderOfPictures(): PictureDecoder {
  assertPackages('reading images', ['sharp']);
  const sharp = optionalPackage('sharp') as typeof Sharp;
  return {
    look: naming(async (bytes) => {
      const known = pngFacts(bytes);
      if (known !== null) return known;
      const { autoOrient, channels, space } = await sharp(bytes).metadata();
      const { width, height } = autoOrient;
      return { width, height, isGrey: channels < 3 || GREY_SPACES.includes(space) };
    }),
    decode: naming(async (bytes, { width, height, channels }: ImageShape) => {
      const plain = plainPng(bytes, { width, height });
      if (plain?.channels === channels) return transposed(plain.pixels, width * height, channels);
      const pixels = await sharp(bytes)
        .autoOrient()
        .flatten({ background: 'white' })
        .resize(width, height, { fit: 'cover' })
        .toColourspace(channels === 1 ? 'b-w' : 'srgb')
        .raw({ depth: 'uchar' })
        .toBuffer();
      return transposed(pixels, width * height, channels);
    }),
  };
}

/** A palette of grey is one of colours to sharp; these have no colour. */
const GREY_SPACES = ['b-w', 'grey16'];

function naming<Rest extends unknown[], Result>(
  read: (bytes: Uint8Array, ...rest: Rest) => Promise<Result>,
): (where: string, bytes: Uint8Array, ...rest: Rest) => Promise<Result> {
  return async (where, bytes, ...rest) => {
    try {
      return await read(bytes, ...rest);
    } catch (error) {
      throw invalid(where, `expected an image: ${(error as Error).message}`, error);
    }
  };
}

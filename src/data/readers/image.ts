import type Sharp from 'sharp';
import { assertPackages, optionalPackage } from '../../files';
import { invalid } from '../bytes/faults';
import { transposed } from '../bytes/transposed';
import type { ImageShape } from '../data-set';
import { bytesOf } from './input';
import type { Reader } from './reader';

/** Images in any format that sharp knows: a file is one sample. */
export const imageReader: Reader = {
  name: 'an image',
  one: 'an image',
  endings: '.png .jpg .jpeg .gif .tif .tiff .webp .avif .heic .heif .svg .bmp'.split(' '),
  // PNG, JPEG, GIF, TIFF, WebP, AVIF and HEIF; SVG.
  beginning:
    /^(\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(avi|hei|mif)|\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg)/s,
  rows: {
    from: 'stream',
    async *read(input, { classifier: { features, bytes, image }, note }) {
      const { where } = input;
      if (image === null || !bytes) {
        await input.close();
        const what = `the classifier was trained on ${features} numbers, not on pixels' bytes`;
        throw invalid(where, `${what}: give them as CSV or .npy`);
      }
      const X = await planesOf(where, await bytesOf(input), image, note);
      yield { where, X, isSingle: true };
    },
  },
};

/**
 * Decodes an image into planes of width × height bytes: upright, on white where it is transparent, in
 * grey or in red, green and blue. An image of another size is scaled to cover the shape, and what
 * extends beyond it is cut off.
 *
 * @param note  called if the image is scaled
 * @throws OnelayerError DATA_INVALID naming the image if it can't be decoded; PACKAGE_MISSING if sharp
 *   isn't installed
 */
async function planesOf(
  where: string,
  bytes: Uint8Array,
  { width, height, channels }: ImageShape,
  note: (message: string) => void,
): Promise<Uint8Array> {
  assertPackages('reading images', ['sharp']);
  const sharp = optionalPackage('sharp') as typeof Sharp;
  try {
    const { autoOrient: found } = await sharp(bytes).metadata();
    const pixels = await sharp(bytes)
      .autoOrient()
      .flatten({ background: 'white' })
      .resize(width, height, { fit: 'cover' })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer();
    if (found.width !== width || found.height !== height) {
      note(`${where}: ${found.width}×${found.height} pixels, scaled to ${width}×${height}`);
    }
    return transposed(pixels, width * height, channels);
  } catch (error) {
    throw invalid(where, `expected an image: ${(error as Error).message}`, error);
  }
}

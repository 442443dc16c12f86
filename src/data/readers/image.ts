import { invalid } from '../bytes/faults';
import { decoderOfPictures, PICTURE_ENDINGS } from '../pictures/decoder';
import { bytesOf } from './input';
import type { Reader } from './reader';

/** Images in any format that sharp knows: a file is one sample. */
export const imageReader: Reader = {
  name: 'an image',
  one: 'an image',
  endings: PICTURE_ENDINGS,
  // PNG, JPEG, GIF, TIFF, WebP, AVIF and HEIF; SVG.
  beginning:
    /^(\x89PNG|\xff\xd8\xff|GIF8|II\*\0|MM\0\*|RIFF....WEBP|....ftyp(avi|hei|mif)|\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<svg)/s,
  rows: {
    from: 'stream',
    async *read(input, { classifier: { features, bytes, image }, note }) {
      const { where } = input;
      if (image === null || !bytes) {
        await input.close();
        throw noPicture(where, features);
      }
      const bytesOfFile = await bytesOf(input);
      const decoder = decoderOfPictures();
      const found = await decoder.look(where, bytesOfFile);
      const X = await decoder.decode(where, bytesOfFile, image);
      if (found.width !== image.width || found.height !== image.height) {
        const sizes = [found, image].map(({ width, height }) => `${width}×${height}`);
        note(`${where}: ${sizes[0]} pixels, scaled to ${sizes[1]}`);
      }
      yield { where, X, isSingle: true };
    },
  },
};

/** The error of a picture for a classifier of other features. */
export function noPicture(where: string, features: number): Error {
  const what = `the classifier was trained on ${features} numbers, not on pixels' bytes`;
  return invalid(where, `${what}: give them as CSV or .npy`);
}

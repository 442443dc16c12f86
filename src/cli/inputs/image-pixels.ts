import { type ImageShape, invalid } from '../../data';
import { assertPackages } from '../../files';

/** Pixels as a classifier reads them. */
export interface Pixels {
  /** Planes one after another, each row-major: width × height × channels bytes. */
  readonly planes: Uint8Array;
  /** What was done to make the picture fit; null where it did. */
  readonly note: string | null;
}

/**
 * Reads a picture in any format that sharp knows, upright, on white where it is transparent, in
 * grey or red, green and blue. One of another size is scaled to cover the shape; what stands over
 * on two sides is cut off.
 *
 * @throws OnelayerError naming it if it can't be read, or PACKAGE_MISSING where sharp isn't installed
 */
export async function imagePixels(
  where: string,
  bytes: Buffer,
  { width, height, channels }: ImageShape,
): Promise<Pixels> {
  assertPackages('reading images', ['sharp']);
  const { default: sharp } = await import('sharp');
  try {
    const { autoOrient: found } = await sharp(bytes).metadata();
    const pixels = await sharp(bytes)
      .autoOrient()
      .flatten({ background: 'white' })
      .resize(width, height, { fit: 'cover' })
      .toColourspace(channels === 1 ? 'b-w' : 'srgb')
      .raw({ depth: 'uchar' })
      .toBuffer();
    const fits = found.width === width && found.height === height;
    const note = `${found.width}×${found.height} pixels, scaled to ${width}×${height}`;
    return { planes: planesOf(pixels, channels), note: fits ? null : note };
  } catch (error) {
    throw invalid(where, `expected an image: ${(error as Error).message}`, error);
  }
}

/** RGBRGB… becomes planes. */
function planesOf(pixels: Buffer, channels: number): Uint8Array {
  const size = pixels.length / channels;
  const planes = new Uint8Array(pixels.length);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < size; i++) planes[c * size + i] = pixels[i * channels + c];
  }
  return planes;
}

import type { ImageShape } from '../../data';

/**
 * An image as a `data:` address of a PNG.
 *
 * @param planes  its channels one after another, each row-major; bytes
 */
export async function pictureUrl(
  planes: Uint8Array,
  { width, height, channels }: ImageShape,
): Promise<string> {
  const { default: sharp } = await import('sharp');
  const png = await sharp(interleaved(planes, channels), { raw: { width, height, channels } })
    .png()
    .toBuffer();
  return `data:image/png;base64,${png.toString('base64')}`;
}

/** Planes become pixels: RGBRGB… */
function interleaved(planes: Uint8Array, channels: number): Uint8Array {
  const size = planes.length / channels;
  const pixels = new Uint8Array(planes.length);
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < size; i++) pixels[i * channels + c] = planes[c * size + i];
  }
  return pixels;
}

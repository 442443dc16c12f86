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
  return Uint8Array.from(
    planes,
    (_, at) => planes[(at % channels) * size + Math.floor(at / channels)],
  );
}

import type { ImageShape } from '../../data';

/** Images as `data:` addresses of PNGs, each drawn once: most examples are those of several runs. */
export class PictureUrls {
  readonly #drawn = new Map<string, Promise<string>>();

  /** @param planes  the channels of an image one after another, each row-major; bytes */
  of(planes: Uint8Array, shape: ImageShape): Promise<string> {
    const { width, height, channels } = shape;
    const key = `${width} ${height} ${channels} ${Buffer.from(planes).toString('latin1')}`;
    const known = this.#drawn.get(key);
    if (known !== undefined) return known;
    const url = pictureUrl(planes, shape);
    this.#drawn.set(key, url);
    return url;
  }
}

async function pictureUrl(
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

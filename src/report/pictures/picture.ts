import { PNG, type ColorType } from 'pngjs';
import { transposed, type ImageShape } from '../../data';

/** Images as `data:` URLs of PNGs, each encoded once: most examples are shared by several runs. */
export class PictureUrls {
  readonly #drawn = new Map<string, string>();

  /**
   * @param planes  the channels of an image one after another, each row-major; bytes
   * @param kind    decides how it is compressed
   */
  of(planes: Uint8Array, shape: ImageShape, kind: Kind = 'many shades'): string {
    const { width, height, channels } = shape;
    const key = `${width} ${height} ${channels} ${Buffer.from(planes).toString('latin1')}`;
    const known = this.#drawn.get(key);
    if (known !== undefined) return known;
    const url = pictureUrl(planes, shape, FILTERS[kind]);
    this.#drawn.set(key, url);
    return url;
  }
}

/** PNG's colour types, by the number of channels. */
const COLOUR_TYPES: Readonly<Record<number, ColorType>> = { 1: 0, 3: 2 };

/**
 * PNG's filters. Paeth's takes a fifth off the bytes of photographs and templates; of few shades,
 * neighbours differ as much as they do by themselves, and no filter is better.
 */
const FILTERS = { 'many shades': 4, 'few shades': 0 } as const;
type Kind = keyof typeof FILTERS;

const COMPRESSION = {
  deflateLevel: 6,
  deflateStrategy: 0,
  // A picture is packed into 2 to 3 kB; new memory costs more than packing does.
  deflateChunkSize: 4096,
};

function pictureUrl(
  planes: Uint8Array,
  { width, height, channels }: ImageShape,
  filterType: number,
): string {
  const colorType = COLOUR_TYPES[channels];
  const image: Pick<PNG, 'width' | 'height' | 'data'> = {
    width,
    height,
    data: Buffer.from(transposed(planes, channels, width * height)),
  };
  const form = { colorType, inputColorType: colorType, inputHasAlpha: false };
  const png = PNG.sync.write(image as PNG, { ...form, ...COMPRESSION, filterType });
  return `data:image/png;base64,${png.toString('base64')}`;
}

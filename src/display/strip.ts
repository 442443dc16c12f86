import { pngUrl } from './png';

/** The shape of an image: planes one after another, each row-major. */
interface Shape {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
}

/** A picture in a table. */
export interface Picture {
  readonly url: string;
  /** In the page's pixels. */
  readonly width: number;
  readonly height: number;
}

/** The larger side of an image as it is encoded, in pixels, and as it is shown: small ones are enlarged. */
const MOST_PIXELS = 48;
const SHOWN = 40;

/**
 * Draws images of one shape side by side as one picture. Larger ones become smaller, each pixel the mean
 * of those that it stands for.
 *
 * @param images  bytes
 */
export function strip(images: readonly Uint8Array[], shape: Shape): Picture {
  const side = Math.max(shape.width, shape.height);
  const step = Math.ceil(side / MOST_PIXELS);
  const width = Math.ceil(shape.width / step);
  const height = Math.ceil(shape.height / step);
  const across = width * images.length;
  const rgb = new Uint8Array(3 * across * height);
  images.forEach((planes, i) => {
    for (let channel = 0; channel < 3; channel++) {
      const plane = shape.channels === 3 ? channel : 0;
      const at = plane * shape.width * shape.height;
      const own = planes.subarray(at, at + shape.width * shape.height);
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          rgb[3 * (y * across + i * width + x) + channel] = meanOf(own, shape, x, y, step);
        }
      }
    }
  });
  const scale = SHOWN / Math.max(width, height);
  return {
    url: pngUrl({ width: across, height, rgb }),
    width: Math.round(scale * across),
    height: Math.round(scale * height),
  };
}

/** The mean of a square of a plane, cut at its edges. */
function meanOf(
  plane: Uint8Array,
  { width, height }: Shape,
  x: number,
  y: number,
  step: number,
): number {
  let sum = 0;
  let count = 0;
  for (let row = y * step; row < Math.min(height, (y + 1) * step); row++) {
    for (let column = x * step; column < Math.min(width, (x + 1) * step); column++) {
      sum += plane[row * width + column];
      count++;
    }
  }
  return Math.round(sum / count);
}

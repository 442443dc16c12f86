import type { ImageShape } from '../data-set';
import type { PictureFacts } from './png-facts';

/** The most pixels of a picture that is taken as it is: 64 × 64. */
const MOST_PIXELS = 64 * 64;

/**
 * The size of larger pictures, each way: as in CIFAR-10. A linear classifier weighs every pixel by
 * itself, so that more of them cost memory and time, and mostly fit noise.
 */
const SCALED = 32;

/**
 * Chooses one size for all pictures: the most frequent one, of several the largest, if it has at most
 * 64 × 64 pixels; else 32 × 32.
 */
export function commonSize(found: Iterable<PictureFacts>): Pick<ImageShape, 'width' | 'height'> {
  const sizes = new Map<string, { width: number; height: number; count: number }>();
  for (const { width, height } of found) {
    const key = `${width}×${height}`;
    const size = sizes.get(key) ?? { width, height, count: 0 };
    size.count++;
    sizes.set(key, size);
  }
  const [first] = [...sizes.values()].sort(
    (a, b) => b.count - a.count || b.width * b.height - a.width * a.height || b.width - a.width,
  );
  const { width, height } = first;
  return width * height <= MOST_PIXELS ? { width, height } : { width: SCALED, height: SCALED };
}

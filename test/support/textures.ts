import { dataSet, type DataSet } from '../../src/data';
import { defaultRng } from '../../src/random';

/** The shape of the pictures. */
export const SHAPE = { width: 11, height: 10, channels: 3 } as const;
export const PIXELS = 330;

/** Random pictures of two textures. */
export function textures(samples: number, seed = 1): DataSet {
  const generator = defaultRng(seed);
  const labels = Array.from({ length: samples }, (_, i) => (i % 2 === 0 ? 'dots' : 'stripes'));
  const X = new Uint8Array(samples * PIXELS);
  for (let i = 0; i < samples; i++) {
    const shift = generator.integers(0, 4);
    for (let j = 0; j < PIXELS; j++) {
      const x = j % SHAPE.width;
      const bright = labels[i] === 'dots' ? generator.random() < 0.2 : (x + shift) % 4 < 2;
      X[i * PIXELS + j] = (bright ? 180 : 40) + generator.integers(0, 30);
    }
  }
  return dataSet({ X, labels, image: SHAPE });
}

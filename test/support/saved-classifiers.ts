import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { dataSet, LinearClassifier, type DataSet, type ImageShape } from '../../src';
import { syntheticSet } from './synthetic';

export const PICTURE: ImageShape = { width: 4, height: 2, channels: 3 };

/** Small files with classifiers, and their training data. */
export interface SavedClassifiers {
  /** Reads two numbers: `rose` where the first is above 0, else `tulip`. */
  readonly flowers: string;
  /** A CSV with a header, two numbers and a column `kind`, all of which is right. */
  readonly csv: string;
  /** Reads colour pictures of 4×2 pixels. */
  readonly pictures: string;
  readonly pictureSet: DataSet<Uint8Array>;
}

const FLOWERS = Array.from({ length: 40 }, (_, i) => [
  i % 2 === 0 ? 1 + i / 40 : -1 - i / 40,
  i % 5,
]);

/** Trains them and writes them into a folder. */
export async function saveClassifiers(folder: string): Promise<SavedClassifiers> {
  const at = (name: string): string => path.join(folder, name);
  const compute = { backend: 'js', epochs: 20, batchSize: 10 } as const;
  const labels = FLOWERS.map(([x]) => (x > 0 ? 'rose' : 'tulip'));
  const flowers = new LinearClassifier({ ...compute, eta: 0.5 });
  await flowers.fit(dataSet({ X: FLOWERS, labels }));
  await flowers.save(at('flowers.safetensors'));
  writeFileSync(
    at('flowers.csv'),
    ['x,y,kind', ...FLOWERS.map(([x, y], i) => `${x},${y},${labels[i]}`), ''].join('\n'),
  );
  const pictureSet = { ...syntheticSet({ features: 24 }), image: PICTURE };
  const pictures = new LinearClassifier({ ...compute, eta: 0.01 });
  await pictures.fit(pictureSet);
  await pictures.save(at('pictures.safetensors'));
  return {
    flowers: at('flowers.safetensors'),
    csv: at('flowers.csv'),
    pictures: at('pictures.safetensors'),
    pictureSet,
  };
}

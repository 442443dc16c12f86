import path from 'node:path';
import { writeDerived } from '../files';
import { LIVE_FOLDER } from './journal/form';

/** The file of a run's latest weights: K×d float32, little-endian. */
export function weightsFile(folder: string, slug: string): string {
  return path.join(folder, LIVE_FOLDER, `${slug}.f32`);
}

/** Writes the weights of a run in place of earlier ones. @throws OnelayerError NOT_WRITABLE */
export function writeWeights(folder: string, slug: string, weights: ArrayLike<number>): void {
  const floats = Float32Array.from(weights);
  writeDerived(weightsFile(folder, slug), new Uint8Array(floats.buffer));
}

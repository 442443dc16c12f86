import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { DataSet, ImageShape } from '../../src';

/** Writes a file and the folders that it lies in. */
export function writeIn(folder: string, name: string, content: Uint8Array | string): void {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** A picture of one colour. */
export function plain(
  { width, height }: Pick<ImageShape, 'width' | 'height'>,
  background: string,
): sharp.Sharp {
  return sharp({ create: { width, height, channels: 3, background } });
}

/** The picture of a sample, in colour. */
export function pictureOf({ X, features, image }: DataSet<Uint8Array>, i: number): sharp.Sharp {
  const { width, height } = image!;
  const area = width * height;
  const planes = X.subarray(i * features, (i + 1) * features);
  const pixels = Uint8Array.from(planes, (_, at) => planes[(at % 3) * area + Math.floor(at / 3)]);
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

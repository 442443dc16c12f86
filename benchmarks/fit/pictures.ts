import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { CIFAR10_FILE_NAMES, loadCifar10, type DataSet } from '../../src/data';
import { inParallel } from '../../src/data/pictures/in-parallel';

/** Writes CIFAR-10 as PNG files, a folder for each class in `train` and `test`, if it isn't there. */
export async function writePictures(
  folder: string,
  cifar10: string,
  signal: AbortSignal,
): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  for (const name of CIFAR10_FILE_NAMES) {
    const { sets } = await loadCifar10({ files: [name], from: cifar10, signal });
    const part = name === 'test_batch' ? 'test' : 'train';
    await writeSet(sets[name], path.join(unfinished, part), signal);
  }
  renameSync(unfinished, folder);
}

async function writeSet(
  { X, classes, features, labels, name, samples }: DataSet<Uint8Array>,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  for (const own of classes) mkdirSync(path.join(folder, own), { recursive: true });
  await inParallel(samples, signal, async (i) => {
    const pixels = interleaved(X.subarray(i * features, (i + 1) * features));
    const file = `${name}_${String(i).padStart(5, '0')}.png`;
    await sharp(pixels, { raw: { width: 32, height: 32, channels: 3 } })
      .png()
      .toFile(path.join(folder, classes[labels[i]], file));
  });
}

/** Red, green and blue of a pixel one after another, of planes. */
function interleaved(planes: Uint8Array): Uint8Array {
  const plane = planes.length / 3;
  return planes.map((_, at) => planes[(at % 3) * plane + Math.floor(at / 3)]);
}

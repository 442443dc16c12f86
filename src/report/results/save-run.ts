import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { notWritable, writeWhole } from '../../files';
import type { TrainedRun } from '../../training';
import type { ReportedRun } from './results';

/**
 * Saves what a run learnt as NumPy arrays, in a folder of its own: `weights.npy` (W: K×d),
 * `bias.npy` (b: K), and the `mean.npy` and `deviation.npy` (d each) that standardise pixels scaled
 * to [0, 1].
 *
 * @returns the folder
 */
export async function saveRun(
  parent: string,
  run: ReportedRun,
  { trainer }: TrainedRun,
): Promise<string> {
  const { dump } = await import('npyjs');
  const { weights, bias, classes, features } = trainer.classifier.parameters;
  const { mean, deviation } = trainer.standardiser;
  const folder = makeFolder(path.join(parent, folderName(run)));
  const save = (name: string, values: Float32Array | Float64Array, shape: number[]): void =>
    writeWhole(path.join(folder, `${name}.npy`), new Uint8Array(dump(values, shape)));
  save('weights', weights, [classes, features]);
  save('bias', bias, [classes]);
  save('mean', mean, [features]);
  save('deviation', deviation, [features]);
  return folder;
}

function folderName({ configuration, lambda, eta }: ReportedRun): string {
  return configuration === null ? `lambda-${lambda}-eta-${eta}` : `configuration-${configuration}`;
}

/** Makes a folder with its parents, unless it is there. */
export function makeFolder(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw notWritable(folder, error);
  }
  return folder;
}

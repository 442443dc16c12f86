import { existsSync } from 'node:fs';
import path from 'node:path';
import type { FloatArray } from '../../backend';
import { OnelayerError, show } from '../../errors';
import { decodeSafetensors, encodeSafetensors, storeWhole } from '../../files';
import { norm } from '../../model';
import type { EpochRecord } from '../../training';
import { invalid, readWhole } from './read-json';

/** A run's weights after an epoch; after epoch 0, before the training. */
export interface WeightSnapshot {
  readonly epoch: number;
  /** W: K×d. */
  readonly weights: FloatArray;
}

/** The file in a run's folder: a tensor K×d for each epoch, `epoch-0` and so on. */
const FILE = 'weights-over-epochs.safetensors';

const NAME = /^epoch-(0|[1-9]\d*)$/;

/** K and d. */
type Shape = readonly [classes: number, features: number];

/** Saves snapshots in a run's folder. */
export async function saveSnapshots(
  folder: string,
  snapshots: readonly WeightSnapshot[],
  shape: Shape,
): Promise<void> {
  const tensors = snapshots.map(
    ({ epoch, weights }) => [`epoch-${epoch}`, { shape, values: weights }] as const,
  );
  const content = { tensors: Object.fromEntries(tensors), metadata: {} };
  await storeWhole(path.join(folder, FILE), encodeSafetensors(content));
}

/** More than a file has, by far: some ten, and fewer than the epochs. */
const MOST_SNAPSHOTS = 100;
const HEADER_BYTES = 65_536;

/**
 * Reads a run's snapshots by ascending epoch. There are none where the file isn't there, or the run is
 * from before there were any.
 *
 * @param history  the run's epochs, whose ‖W‖ the snapshots must have
 * @throws OnelayerError FILE_INVALID if the file is damaged, or isn't this run's
 */
export function readSnapshots(
  folder: string,
  shape: Shape,
  history: readonly Pick<EpochRecord, 'weightNorm'>[],
): WeightSnapshot[] {
  const file = path.join(folder, FILE);
  if (!existsSync(file) || !history.every(({ weightNorm }) => weightNorm !== undefined)) return [];
  const most = HEADER_BYTES + 8 * MOST_SNAPSHOTS * shape[0] * shape[1];
  const { tensors } = decodeSafetensors(readWhole(file, most), file);
  const snapshots = Object.entries(tensors).map(([name, tensor]): WeightSnapshot => {
    const epoch = Number(NAME.exec(name)?.[1] ?? NaN);
    const isEpoch = epoch <= history.length;
    const epochs = `epoch-0 to epoch-${history.length}`;
    if (!isEpoch) throw invalid(file, `expected tensors ${epochs}, got ${show(name)}`);
    if (tensor.shape.join() !== shape.join()) {
      const got = tensor.shape.join(' × ');
      throw invalid(file, `${name}: expected weights, ${shape.join(' × ')}, got ${got}`);
    }
    const [expected, got] = [history.at(epoch - 1)?.weightNorm ?? NaN, norm(tensor.values)];
    // The same sum of the same numbers: equal to the last bit.
    if (epoch > 0 && !Object.is(expected, got)) {
      throw invalid(file, `${name}: expected ‖W‖ = ${expected}, as in the results, got ${got}`);
    }
    return { epoch, weights: tensor.values };
  });
  return snapshots.sort((a, b) => a.epoch - b.epoch);
}

/**
 * The snapshots that the same training left in a run's folder before it was stopped; none if what is
 * there is damaged, or of another training.
 */
export function earlierSnapshots(...parts: Parameters<typeof readSnapshots>): WeightSnapshot[] {
  try {
    const found = readSnapshots(...parts);
    // The initial weights are those of any training with this seed.
    return found.some(({ epoch }) => epoch > 0) ? found : [];
  } catch (error) {
    if (error instanceof OnelayerError && error.code === 'FILE_INVALID') return [];
    throw error;
  }
}

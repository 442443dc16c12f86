import { stat } from 'node:fs/promises';
import { assertKnownKeys } from '../../errors';
import { TaskRunner } from '../../tasks';
import { invalid, readingFailure } from '../bytes/faults';
import { FEATURES, isLabel, RECORD_BYTES } from '../cifar10/formats/records';
import { CIFAR10_CLASSES } from '../cifar10/files';
import type { DataSet } from '../data-set';
import { nameOf } from '../own/from-file';
import { printed } from '../printed';
import { pathsOf, type OnDiskOptions } from './open-arrays';
import { openRows } from './open-rows';
import { piecesOnDisk } from './pieces-on-disk';
import type { RowsOnDisk } from './rows-on-disk';

/**
 * Opens images like those of CIFAR-10's binary version, in one or more files, whose images come one after
 * another. The pixels stay in the files, and are read in blocks, whenever they are needed: see
 * {@link RowsOnDisk}; the labels are read at once.
 *
 * @param files    the path of the file, or the paths of several: a label byte and 3,072 of pixels each
 * @param options  how much is read together
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such file; DATA_INVALID, naming the file, if it
 *   isn't of whole records, or has a label above 9
 * @category Data
 * @example
 * const training = await openCifar10(['data_batch_1.bin', 'data_batch_2.bin']);
 * const { classifier } = await train({ training }, { epochs: 1 });
 */
export async function openCifar10(
  files: string | readonly string[],
  options: OnDiskOptions = {},
): Promise<DataSet<RowsOnDisk>> {
  assertKnownKeys('options', options, ['blockBytes']);
  const paths = pathsOf(files);
  const found = await Promise.all(
    paths.map(async (path) => ({ path, rows: await recordsOf(path), stride: RECORD_BYTES })),
  );
  const X = await openRows({
    files: found.map((file) => ({ ...file, offset: 1 })),
    ...{ dtype: 'uint8', features: FEATURES, blockBytes: options.blockBytes },
  });
  const labels = await labelsOf(await openRows({ files: found, dtype: 'uint8', features: 1 }));
  return printed({
    name: nameOf(paths[0]),
    classes: CIFAR10_CLASSES,
    samples: X.samples,
    features: FEATURES,
    image: { width: 32, height: 32, channels: 3 },
    ...{ X, labels },
  });
}

async function recordsOf(path: string): Promise<number> {
  try {
    const { size } = await stat(path);
    if (size > 0 && size % RECORD_BYTES === 0) return size / RECORD_BYTES;
    const records = `records of ${RECORD_BYTES} bytes, a label and an image each`;
    throw invalid(path, `expected ${records}, got ${size} bytes`);
  } catch (error) {
    throw readingFailure(path, error);
  }
}

/** Reads the labels, which are rows of one byte. */
async function labelsOf(rows: RowsOnDisk): Promise<Uint8Array> {
  const labels = new Uint8Array(rows.samples);
  const runner = new TaskRunner();
  let at = 0;
  for (const piece of piecesOnDisk(rows)) {
    if (piece instanceof Promise) await piece;
    else {
      labels.set(piece, at);
      at += piece.length;
    }
    await runner.pauseIfDue();
  }
  const wrong = labels.findIndex((label) => !isLabel(label));
  if (wrong < 0) return labels;
  throw invalid(rows.where, `expected labels from 0 to 9, got ${labels[wrong]} of record ${wrong}`);
}

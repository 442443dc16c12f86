import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { openRows, RowsOnDisk, type DataSet, type DenseFeatures } from '../../src/data';

interface Options {
  /** Into how many files its rows are parted. */
  readonly files?: number;
  /** Bytes before the first row of each file, and after each row. */
  readonly gap?: number;
  readonly blockRows?: number;
}

/** Writes the features of a set to files, and returns the set with its features there. */
export async function putOnDisk(
  folder: string,
  set: DataSet,
  { files = 1, gap = 0, blockRows }: Options = {},
): Promise<DataSet<RowsOnDisk>> {
  const X = set.X as DenseFeatures;
  const { samples, features } = set;
  const width = features * X.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(X.buffer, X.byteOffset, X.byteLength);
  const written = Array.from({ length: files }, (_, f) => {
    const first = Math.floor((f * samples) / files);
    const rows = Math.floor(((f + 1) * samples) / files) - first;
    const content = new Uint8Array(gap + rows * (width + gap)).fill(77);
    for (let i = 0; i < rows; i++) {
      const from = (first + i) * width;
      content.set(bytes.subarray(from, from + width), gap + i * (width + gap));
    }
    const file = path.join(folder, `${set.name} ${f}.rows`);
    writeFileSync(file, content);
    return { path: file, offset: gap, rows, stride: width + gap };
  });
  const dtype =
    X instanceof Uint8Array ? 'uint8' : X instanceof Float32Array ? 'float32' : 'float64';
  const blockBytes = blockRows && blockRows * width;
  return { ...set, X: await openRows({ files: written, dtype, features, blockBytes }) };
}

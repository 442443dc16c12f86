import type { FileHandle } from 'node:fs/promises';
import { openRows, type RowsOnDisk } from '../../data';
import { parsedFolder, prepareFolder, temporaryPath, unwritable } from '../../files';
import { waitingFor, type Task } from '../../tasks';
import type { StoredTable } from './stored-table';

/** Takes features of consecutive rows, count×d, which are valid until it is done. @param first  row */
export type Take = (X: Float64Array, first: number) => Task<void>;

/**
 * Writes features to a temporary file of a table's, as a cooperative task.
 *
 * @param shape  n and d
 * @param fill   hands all rows to its argument, in their order
 * @throws OnelayerError NOT_WRITABLE
 */
export function* writingFeatures(
  table: StoredTable,
  { rows, features }: { readonly rows: number; readonly features: number },
  fill: (take: Take) => Task<void>,
): Task<RowsOnDisk> {
  const bytes = rows * features * Float64Array.BYTES_PER_ELEMENT;
  yield* waitingFor(prepareFolder(parsedFolder(), bytes));
  const path = temporaryPath(parsedFolder(), 'features');
  const handle = yield* waitingFor(table.openScratch(path));
  let at = 0;
  yield* fill(function* (X) {
    const block = new Uint8Array(X.buffer, X.byteOffset, X.byteLength);
    yield* waitingFor(write(path, handle, block, at));
    at += block.length;
  });
  return yield* waitingFor(openRows({ files: [{ path, rows }], dtype: 'float64', features }));
}

async function write(
  path: string,
  handle: FileHandle,
  bytes: Uint8Array,
  at: number,
): Promise<void> {
  try {
    for (let done = 0; done < bytes.length;) {
      const left = bytes.length - done;
      done += (await handle.write(bytes, done, left, at + done)).bytesWritten;
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

import { createWriteStream } from 'node:fs';
import { mkdtemp, open, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { STANDARD_INPUT, type Input } from '../../data';
// Not from the index, whose declarations are the package's, and need no types of Node's.
import { isGzip } from '../../data/bytes/read-file';
import type { Reading, TableFile } from './format';

type Rows = AsyncGenerator<number, void, void>;

/**
 * Reads an input that has to be a file. What is packed, a pipe or standard input is written to a
 * temporary file before.
 *
 * @param name  a file, or `-`
 */
export async function* rowsOfFile(
  name: string,
  input: Input,
  reading: Reading,
  rows: (file: TableFile, reading: Reading) => Rows,
): Rows {
  if (await isPlainFile(name)) {
    await input.close();
    yield* rowsAt(name, input.where, reading, rows);
    return;
  }
  const folder = await mkdtemp(path.join(os.tmpdir(), 'onelayer-'));
  try {
    const file = path.join(folder, 'table');
    await pipeline(input.chunks, createWriteStream(file), { signal: reading.signal });
    // Its bytes were counted as they came.
    yield* rowsAt(file, input.where, { ...reading, onBytes: () => undefined }, rows);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* rowsAt(
  file: string,
  where: string,
  reading: Reading,
  rows: (file: TableFile, reading: Reading) => Rows,
): Rows {
  const handle = await open(file);
  try {
    yield* rows({ where, handle, size: (await handle.stat()).size }, reading);
  } finally {
    await handle.close();
  }
}

async function isPlainFile(name: string): Promise<boolean> {
  // There may be a file of the name `-`, which isn't meant: see `openInput`.
  if (name === STANDARD_INPUT || !(await stat(name)).isFile()) return false;
  const handle = await open(name);
  try {
    return !(await isGzip(handle));
  } finally {
    await handle.close();
  }
}

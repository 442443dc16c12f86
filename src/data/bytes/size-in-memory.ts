import { open, stat } from 'node:fs/promises';
import { isGzip } from './read-file';

/** What a packed file has takes more memory: about so many times. */
const EXPANSION = 4;

/** Estimates the bytes that a file's rows take in memory; 0 for what isn't a file. */
export async function sizeInMemory(name: string): Promise<number> {
  const found = await stat(name).catch(() => null);
  if (found?.isFile() !== true) return 0;
  const handle = await open(name);
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    const isPacked = buffer.toString('latin1') === 'PAR1' || (await isGzip(handle));
    return found.size * (isPacked ? EXPANSION : 1);
  } finally {
    await handle.close();
  }
}

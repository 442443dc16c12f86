import { readFile, stat } from 'node:fs/promises';
import { OnelayerError } from '../errors';

/**
 * Reads a whole file that should be one of onelayer's.
 *
 * @throws OnelayerError FILE_INVALID that says why it can't be read
 */
export async function readWhole(file: string): Promise<Uint8Array> {
  try {
    // A pipe would be waited for, and a device may never end.
    if (!(await stat(file)).isFile()) throw new Error('it is no file');
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'it is not there' : message;
    throw new OnelayerError('FILE_INVALID', `${file} can't be read: ${why}`, { cause: error });
  }
}

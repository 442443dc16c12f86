import { totalmem } from 'node:os';
import type { RowsOnDisk } from '../../data';
import { byteWords } from '../../files';
import type { StoredTable } from '../../tables';
import type { FitDataOptions } from './options';

/** More bytes of data stay on disk: reading them takes seconds, and training on them minutes. */
const MOST_BYTES = 2 ** 30;

/** The bytes of data that are read into memory. */
export function memoryOf({ memory }: Pick<FitDataOptions, 'memory'>): number {
  return memory ?? Math.min(MOST_BYTES, Math.floor(totalmem() / 4));
}

/** Says where the rows of a data set on disk are. */
export function rowsWords({ files, length, where }: RowsOnDisk): string {
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return `rows are read from disk: ${where}${more} (${length.toLocaleString('en')} numbers)`;
}

/** Says where the rows of a table on disk are. */
export function storedWords({ entry, wasThere }: StoredTable): string {
  const how = wasThere ? 'parsed by an earlier run' : 'parsed once, for later runs too';
  return `rows are read from disk, through the cache: ${entry.file} (${byteWords(entry.size)}, ${how})`;
}

import type { RowsOnDisk } from '../../data';
import { byteWords, usualMemory } from '../../files';
import type { StoredTable } from '../../tables';
import type { FitDataOptions } from './options';

/** The bytes of data that are read into memory. */
export function memoryOf({ memory }: Pick<FitDataOptions, 'memory'>): number {
  return memory ?? usualMemory();
}

/** Says where the rows of a data set on disk are. */
export function rowsWords({ files, where, samples, width }: RowsOnDisk): string {
  const more = files.length > 1 ? ` and ${files.length - 1} more` : '';
  return `rows are read from disk: ${where}${more} (${byteWords(samples * width)})`;
}

/** Says where the rows of a table on disk are. */
export function storedWords({ entry, wasThere }: StoredTable): string {
  const how = wasThere ? 'parsed by an earlier run' : 'parsed once, for later runs too';
  return `rows are read from disk, through the cache: ${entry.file} (${byteWords(entry.size)}, ${how})`;
}

import { totalmem } from 'node:os';
import { byteWords } from '../../files';
import type { StoredTable } from '../../tables';

/** More bytes of data stay on disk: reading them takes seconds, and training on them minutes. */
const MOST_BYTES = 2 ** 30;

/** The bytes of data that are read into memory, where nothing else is said. */
export function usualMemory(): number {
  return Math.min(MOST_BYTES, Math.floor(totalmem() / 4));
}

/** Says where the rows of a table on disk are. */
export function storedWords({ entry, wasThere }: StoredTable): string {
  const how = wasThere ? 'parsed by an earlier run' : 'parsed once, for later runs too';
  return `rows are read from disk, through the cache: ${entry.file} (${byteWords(entry.size)}, ${how})`;
}

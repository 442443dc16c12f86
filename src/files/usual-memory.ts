import { totalmem } from 'node:os';

/** More bytes of data stay on disk: reading them takes seconds, and training on them minutes. */
const MOST_BYTES = 2 ** 30;

/** The bytes of data that are read into memory, where nothing else is said. */
export function usualMemory(): number {
  return Math.min(MOST_BYTES, Math.floor(totalmem() / 4));
}

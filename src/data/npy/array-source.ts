import type { NpyHeader } from './header';
import type { NpyArray, TextArray } from './read-npy';

/** Looks at an array's header before its elements are read, and throws to refuse it. */
export type HeaderCheck = (header: NpyHeader) => void;

/** An array in a file, not read yet. */
export interface ArraySource {
  /** Its file, for messages. */
  readonly where: string;
  readonly read: (check?: HeaderCheck) => Promise<NpyArray | TextArray>;
}

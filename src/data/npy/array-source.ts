import type { DenseFeatures } from '../features/kind';
import type { NpyHeader } from './header';

/**
 * A NumPy array of numbers, as `readNpy` reads it.
 *
 * @category Data
 */
export interface NpyArray {
  /** The elements in C order: the last index runs fastest. */
  readonly data: DenseFeatures;
  /** The lengths of the dimensions; empty for a single number. */
  readonly shape: readonly number[];
}

export interface TextArray extends Pick<NpyArray, 'shape'> {
  readonly data: readonly string[];
}

/** Looks at an array's header before its elements are read, and throws to refuse it. */
export type HeaderCheck = (header: NpyHeader) => void;

/** An array in a file, not read yet. */
export interface ArraySource {
  /** Its file, for messages. */
  readonly where: string;
  readonly read: (check?: HeaderCheck) => Promise<NpyArray | TextArray>;
}

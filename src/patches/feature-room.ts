import { availableMemory } from 'node:process';
import { argumentFault } from '../errors';
import { byteWords } from '../files';

/** The part of the free memory that features may take: training and report need some too. */
const MOST_OF_FREE = 0.7;

/** The most features of a set in memory, a byte each: no array is longer. */
const MOST_OF_SET = 2 ** 32 - 1;

/** The room for features in memory. */
export interface FeatureRoom {
  /** True if they fit into it. */
  readonly fits: boolean;
  /** In words: what fits, and what is needed. */
  readonly most: string;
  readonly needed: string;
}

/**
 * Tells whether features of sets fit into memory.
 *
 * @param features  of a picture, a byte each
 * @param counts    the pictures of each set
 * @param memory    the bytes that they may take; by default seven tenths of the free memory
 */
export function featureRoom(
  features: number,
  counts: readonly number[],
  memory = Math.floor(MOST_OF_FREE * availableMemory()),
): FeatureRoom {
  const needed = features * counts.reduce((all, own) => all + own, 0);
  return {
    fits: needed <= memory && features * Math.max(...counts) <= MOST_OF_SET,
    most: `${byteWords(memory)}, and ${byteWords(MOST_OF_SET)} a set`,
    needed: byteWords(needed),
  };
}

/**
 * Allocates the features of some pictures: n×F.
 *
 * @param name  of the set, for messages
 * @throws RangeError if they are more than an array or the memory can hold
 */
export function arrayForFeatures(name: string, samples: number, features: number): Uint8Array {
  try {
    return new Uint8Array(samples * features);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const [n, F] = [samples, features].map((count) => count.toLocaleString('en'));
    throw argumentFault(
      RangeError,
      `${name}: expected pictures whose features fit into an array in memory, got ${n} with ${F} bytes each, ` +
        `${byteWords(samples * features)}: transform parts of them, take fewer patches, or fit(), which trains groups of patches`,
    );
  }
}

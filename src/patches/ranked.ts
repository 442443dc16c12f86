import type { Task } from '../tasks';

/** Numbers that are looked at between two pauses. */
const SLICE = 2 ** 16;

/**
 * Finds the largest number (rank 1), the next (rank 2) or so on, as a cooperative task, without sorting them
 * all.
 *
 * @param every  of so many numbers, the first alone counts
 */
export function* findingRanked(numbers: Float32Array, rank: number, every = 1): Task<number> {
  // The largest so far, in ascending order: at most as many as the rank.
  let largest = new Float32Array(0);
  for (let first = 0; first < numbers.length; first += SLICE * every) {
    const least = largest.length < rank ? -Infinity : largest[0];
    const larger: number[] = [];
    for (let at = first; at < Math.min(first + SLICE * every, numbers.length); at += every) {
      if (numbers[at] > least) larger.push(numbers[at]);
    }
    largest = Float32Array.from([...largest, ...larger])
      .sort()
      .slice(-rank);
    yield;
  }
  return largest[0];
}

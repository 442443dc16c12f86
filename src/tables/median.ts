import type { Task } from '../tasks';

/** As many numbers are sorted at once: some 2 ms. */
const FEW = 2 ** 15;

/** Numbers looked at between two yields: some milliseconds. */
const STEP = 2 ** 18;

/** Numbers among which one is looked for that divides all others in about two halves. */
const SAMPLE = 255;

/**
 * Computes the median of the numbers that aren't NaN, as a cooperative task: the middle one, or the mean
 * of the middle two. NaN if there is none.
 *
 * It narrows the numbers down (Hoare, "Algorithm 65: find", 1961) until few are left to be sorted.
 */
export function* computingMedian(values: Float64Array): Task<number> {
  let left: Float64Array = new Float64Array(values.length);
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isNaN(values[i])) left[count++] = values[i];
    if (i % STEP === STEP - 1) yield;
  }
  left = left.subarray(0, count);
  // The lower one of the middle two, counted from 0 among the numbers that are left.
  let middle = Math.floor((count - 1) / 2);
  let after = NaN;
  while (left.length > FEW) {
    const pivot = middleOfSample(left);
    const [less, equal, next] = yield* dividing(left, pivot);
    if (middle < less) after = pivot;
    else if (middle < less + equal) {
      const upper = middle + 1 < less + equal ? pivot : Number.isFinite(next) ? next : after;
      return count % 2 === 1 ? pivot : pivot / 2 + upper / 2;
    }
    left = yield* keeping(left, pivot, middle < less);
    if (middle >= less) middle -= less + equal;
  }
  const sorted = left.slice().sort();
  if (count === 0 || count % 2 === 1) return count === 0 ? NaN : sorted[middle];
  const upper = middle + 1 < sorted.length ? sorted[middle + 1] : after;
  // Halves first: the sum of two might overflow.
  return sorted[middle] / 2 + upper / 2;
}

function middleOfSample(values: Float64Array): number {
  const step = values.length / SAMPLE;
  const sample = Float64Array.from({ length: SAMPLE }, (_, s) => values[Math.floor(s * step)]);
  return sample.sort()[(SAMPLE - 1) / 2];
}

/** Counts the numbers below the pivot and those that equal it, and finds the least above. */
function* dividing(values: Float64Array, pivot: number): Task<[number, number, number]> {
  let less = 0;
  let equal = 0;
  let next = Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value < pivot) less++;
    else if (value === pivot) equal++;
    else if (value < next) next = value;
    if (i % STEP === STEP - 1) yield;
  }
  return [less, equal, next];
}

/** Moves the numbers below, or those above, to the beginning. */
function* keeping(values: Float64Array, pivot: number, below: boolean): Task<Float64Array> {
  let kept = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (below ? value < pivot : value > pivot) values[kept++] = value;
    if (i % STEP === STEP - 1) yield;
  }
  return values.subarray(0, kept);
}

import type { Task } from '../tasks';

/** As many numbers are sorted at once: some milliseconds. */
const FEW = 2 ** 14;

/** Numbers looked at between two yields: some milliseconds. */
const STEP = 2 ** 18;

/** Numbers among which one is looked for that divides all others in about two halves. */
const SAMPLE = 255;

/**
 * Computes the median of the finite numbers, as a cooperative task: the middle one, or the mean
 * of the middle two. NaN if there is none.
 *
 * It narrows the numbers down (Hoare, "Algorithm 65: find", 1961) until few are left to be sorted. Its loops
 * add up comparisons in place of branches, which random numbers would make nine times as slow.
 */
export function* computingMedian(values: Float64Array): Task<number> {
  let left: Float64Array = yield* keeping(values.slice(), -Infinity, Infinity);
  const count = left.length;
  if (count === 0) return NaN;
  // The place of the lower one of the middle two among the numbers that are left.
  let middle = Math.floor((count - 1) / 2);
  /** The least of the numbers above those that are left. */
  let above = Infinity;
  while (left.length > FEW) {
    const pivot = middleOfSample(left);
    const [less, equal] = yield* dividing(left, pivot);
    if (middle < less) {
      above = pivot;
      left = yield* keeping(left, -Infinity, pivot);
    } else if (middle < less + equal - 1) return pivot;
    else {
      // The pivot itself may be the lower one.
      const from = less + equal - 1;
      const upper = yield* keeping(left, pivot, Infinity);
      if (middle === from) {
        return count % 2 === 1 ? pivot : meanOf(pivot, yield* findingLeast(upper, above));
      }
      left = upper;
      middle -= less + equal;
    }
  }
  const sorted = left.slice().sort();
  const next = middle + 1 < sorted.length ? sorted[middle + 1] : above;
  return count % 2 === 1 ? sorted[middle] : meanOf(sorted[middle], next);
}

/** The sum of two large numbers would overflow, and halves of the smallest ones vanish. */
function meanOf(first: number, second: number): number {
  const sum = first + second;
  return Number.isFinite(sum) ? sum / 2 : first / 2 + second / 2;
}

function middleOfSample(values: Float64Array): number {
  const step = values.length / SAMPLE;
  const sample = Float64Array.from({ length: SAMPLE }, (_, s) => values[Math.floor(s * step)]);
  return sample.sort()[(SAMPLE - 1) / 2];
}

/** Counts the numbers below the pivot, and those that equal it. */
function* dividing(values: Float64Array, pivot: number): Task<[less: number, equal: number]> {
  let less = 0;
  let equal = 0;
  for (let first = 0; first < values.length; first += STEP) {
    const end = Math.min(values.length, first + STEP);
    for (let i = first; i < end; i++) {
      less += Number(values[i] < pivot);
      equal += Number(values[i] === pivot);
    }
    yield;
  }
  return [less, equal];
}

/** Moves the numbers between two others to the beginning. */
function* keeping(values: Float64Array, low: number, high: number): Task<Float64Array> {
  let kept = 0;
  for (let first = 0; first < values.length; first += STEP) {
    const end = Math.min(values.length, first + STEP);
    for (let i = first; i < end; i++) {
      const value = values[i];
      values[kept] = value;
      kept += Number(value > low) * Number(value < high);
    }
    yield;
  }
  return values.subarray(0, kept);
}

function* findingLeast(values: Float64Array, most: number): Task<number> {
  let least = most;
  for (let first = 0; first < values.length; first += STEP) {
    const end = Math.min(values.length, first + STEP);
    for (let i = first; i < end; i++) least = Math.min(least, values[i]);
    yield;
  }
  return least;
}

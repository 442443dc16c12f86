/** Returns Σ v². */
export function sumOfSquares(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return sum;
}

/** Returns ‖v‖ = √Σ v², of a matrix its Frobenius norm. */
export function norm(values: ArrayLike<number>): number {
  return Math.sqrt(sumOfSquares(values));
}

/** The smallest and the largest of some numbers. */
export type Range = readonly [smallest: number, largest: number];

export function rangeOf(values: Float32Array | Float64Array): Range {
  let [smallest, largest] = [Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    smallest = Math.min(smallest, values[i]);
    largest = Math.max(largest, values[i]);
  }
  return [smallest, largest];
}

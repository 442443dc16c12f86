/** Returns max |aᵢ − bᵢ|; ∞ if any is NaN. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    if (Number.isNaN(difference)) return Infinity;
    largest = Math.max(largest, difference);
  }
  return largest;
}

/** Returns max |aᵢ|. */
export function largest(a: ArrayLike<number>): number {
  return largestDifference(a, new Float64Array(a.length));
}

/** Returns ‖a‖. */
export function norm(a: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] ** 2;
  return Math.sqrt(sum);
}

/** Returns ⟨a, b⟩ / ⟨b, b⟩: the projection of a on b is this times b. */
export function multiple(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let products = 0;
  let squares = 0;
  for (let i = 0; i < a.length; i++) {
    products += a[i] * b[i];
    squares += b[i] ** 2;
  }
  return products / squares;
}

/** Formats a number with three significant digits. */
export function figure(value: number): string {
  return String(Number(value.toPrecision(3)));
}

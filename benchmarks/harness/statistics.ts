/** The median; of an even count, the mean of the two middle values. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError('values: expected at least one, got none');
  const sorted = values.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The median of the rounds' medians, so that rounds with more repetitions count no more. */
export function medianOfRounds(rounds: readonly (readonly number[])[]): number {
  return median(rounds.map(median));
}

/** Which of several equal parts of some rows is meant. */
export interface Share {
  /** The number of the part, from 0. */
  readonly rank: number;
  /** The number of parts. */
  readonly size: number;
}

/** Returns the share of `count` rows from the row `first` on: consecutive rows, as many for each within one. */
export function shareOf(
  { rank, size }: Share,
  first: number,
  count: number,
): { readonly first: number; readonly count: number } {
  const begin = Math.floor((count * rank) / size);
  const end = Math.floor((count * (rank + 1)) / size);
  return { first: first + begin, count: end - begin };
}

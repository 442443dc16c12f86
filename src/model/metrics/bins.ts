/** A bin of probabilities: [from, to), or [from, to] for the last one. */
export interface Bin {
  readonly from: number;
  readonly to: number;
}

/** Splits [0, 1] into bins of equal width. */
export function equalBins(count: number): Bin[] {
  return Array.from({ length: count }, (_, i) => ({ from: i / count, to: (i + 1) / count }));
}

/** Returns the index of a probability's bin, although p · count may round up across an edge. */
function binOf(p: number, count: number): number {
  const at = Math.min(count - 1, Math.floor(p * count));
  return p < at / count ? at - 1 : at;
}

/** Groups items by the bin of their probability. Items with a NaN are left out. */
export function groupByBin<Item>(
  items: readonly Item[],
  probability: (item: Item) => number,
  count: number,
): Item[][] {
  const groups = Array.from({ length: count }, (): Item[] => []);
  for (const item of items) {
    const p = probability(item);
    if (!Number.isNaN(p)) groups[binOf(p, count)].push(item);
  }
  return groups;
}

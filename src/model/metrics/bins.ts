/** A bin of probabilities: [from, to), or [from, to] for the last one. */
export interface Bin {
  readonly from: number;
  readonly to: number;
}

/** [0, 1] in bins of one width. */
export function equalBins(count: number): Bin[] {
  return Array.from({ length: count }, (_, i) => ({ from: i / count, to: (i + 1) / count }));
}

/** The number of the bin that a probability is in: p · count may round up across its edge. */
function binOf(p: number, count: number): number {
  const at = Math.min(count - 1, Math.floor(p * count));
  return p < at / count ? at - 1 : at;
}

/** Groups what has a probability by its bin; what has none (NaN) is in no group. */
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

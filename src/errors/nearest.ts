/** Returns the number of characters to insert, delete, replace or swap to make b of a. */
function distance(a: string, b: string): number {
  let [before, last] = [[] as number[], Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
      const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = isSwapped ? before[j - 2] + 1 : Infinity;
      row.push(Math.min(last[j] + 1, row[j - 1] + 1, replaced, swapped));
    }
    [before, last] = [last, row];
  }
  return last[b.length];
}

/** Returns a name without what conventions of writing differ in: `batch_size` is `batchsize`. */
export function plainName(name: string): string {
  return name.replaceAll(/[-_.\s]/g, '').toLowerCase();
}

/** Longer names are not misspelt ones, and would take long to compare. */
const LONGEST = 40;

/** Returns the known name that a misspelt one is likely to mean: within a third of its characters. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const own = plainName(name.slice(0, LONGEST));
  const distances = known.map((other) => distance(own, plainName(other)));
  const least = Math.min(...distances);
  return least <= own.length / 3 ? known[distances.indexOf(least)] : undefined;
}

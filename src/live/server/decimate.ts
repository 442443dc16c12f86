/** The smallest power of two so that two points for each stretch of so many make at most `most` points. */
function stretchOf(length: number, most: number): number {
  let stretch = 1;
  while ((2 * length) / stretch > most) stretch *= 2;
  return stretch;
}

/**
 * Thins curves with common x so that their extremes stay: of each stretch of points, every curve keeps
 * its lowest and its highest value, in the order in which they come, at the stretch's first and last x.
 * Curves of at most `most` points stay as they are. As a curve grows, its earlier points stay in place
 * until the stretches double in length.
 *
 * @param curves  arrays of the length of x
 * @returns x and the curves, of at most `most` points and a few
 */
export function decimate<Value extends number | null>(
  x: readonly number[],
  curves: readonly (readonly Value[])[],
  most: number,
): { readonly x: readonly number[]; readonly curves: readonly (readonly Value[])[] } {
  if (x.length <= most) return { x, curves };
  const stretch = stretchOf(x.length, most);
  const ends: (readonly [first: number, last: number])[] = [];
  // The first and the last point are of their own: curves begin where they began, and end with the
  // figures of now.
  const end = x.length - 1;
  for (let first = 1; first < end; first += stretch) {
    ends.push([first, Math.min(first + stretch, end) - 1]);
  }
  const pairs = <T>(of: (first: number, last: number) => readonly T[]): T[] =>
    ends.flatMap(([first, last]) =>
      first === last ? of(first, last).slice(0, 1) : of(first, last),
    );
  return {
    x: [x[0], ...pairs((first, last) => [x[first], x[last]]), x[end]],
    curves: curves.map((values) =>
      values.length === 0
        ? values
        : [values[0], ...pairs((first, last) => extremesOf(values, first, last)), values[end]],
    ),
  };
}

/** The lowest and the highest value from `first` to `last`, in their order; null where there is none. */
function extremesOf<Value extends number | null>(
  values: readonly Value[],
  first: number,
  last: number,
): readonly Value[] {
  let [lowest, highest] = [first, first];
  for (let i = first; i <= last; i++) {
    const value = values[i];
    if (value === null) continue;
    if (values[lowest] === null || value < Number(values[lowest])) lowest = i;
    if (values[highest] === null || value > Number(values[highest])) highest = i;
  }
  return [values[Math.min(lowest, highest)], values[Math.max(lowest, highest)]];
}

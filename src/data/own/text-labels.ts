import { integerLabel } from './integer-label';

/**
 * Converts labels from texts: to integers if all of them mean integers, else they stay texts.
 *
 * @param labels    n labels
 * @param distinct  each different one at least once
 * @param classes   known names: labels that are among them, perhaps as integers are written, are texts
 */
export function labelsOfTexts(
  labels: string[],
  distinct: readonly string[],
  classes: readonly string[] | undefined,
): string[] | number[] {
  const known = classes && new Set(classes);
  if (known && distinct.every((label) => known.has(label))) return labels;
  const integers = new Map<string, number>();
  for (const label of distinct) {
    const integer = integerLabel(label);
    if (integer === null) return labels;
    integers.set(label, integer);
  }
  const numbers = labels.map((label) => integers.get(label) ?? 0);
  if (known && [...integers.values()].every((integer) => known.has(String(integer)))) {
    return numbers.map(String);
  }
  return numbers;
}

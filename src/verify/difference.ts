/** Returns true if two numbers at a place of a tree may pass for the same. */
export type IsClose = (got: number, expected: number, place: string) => boolean;

/** JSON has no −0. */
export const isSameNumber: IsClose = (got, expected) =>
  got === expected || (Number.isNaN(got) && Number.isNaN(expected));

/** What differs from one training to its repetition. */
const TIMES = new Set(['seconds']);

/**
 * Compares two trees of plain values, but for times.
 *
 * @param got       what a file says
 * @param expected  what it should say
 * @param place     of the tree, for the sentence
 * @returns the first place where they differ, as a sentence; null if they don't
 */
export function firstDifference(
  got: unknown,
  expected: unknown,
  place: string,
  isClose: IsClose,
): string | null {
  if (typeof got === 'number' && typeof expected === 'number') {
    return isClose(got, expected, place) ? null : differs(place, got, expected);
  }
  if (!isTree(got) || !isTree(expected)) {
    return got === expected ? null : differs(place, got, expected);
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
  for (const key of keys) {
    if (TIMES.has(key)) continue;
    const inside = Array.isArray(expected) ? `${place}[${key}]` : `${place}.${key}`;
    const difference = firstDifference(got[key], expected[key], inside, isClose);
    if (difference !== null) return difference;
  }
  return null;
}

function isTree(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function differs(place: string, got: unknown, expected: unknown): string {
  return `${place}: expected ${inWords(expected)}, got ${inWords(got)}`;
}

/** More of a text than this is too much for a sentence. */
const LONGEST = 120;

function inWords(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

import { types } from 'node:util';
import { argumentError, show } from '../../errors';
import type { Task } from '../../tasks';
import type { DataSet } from '../data-set';
import type { Row } from './features';

/** Labels as users give them: n strings, or n integers. */
export type OwnLabels = readonly string[] | Row | BigInt64Array | BigUint64Array;

/** Classes that are known before the labels are seen. */
export interface KnownClasses {
  readonly classes: readonly string[];
  /** Whether a label that is a number is an index into them; else it is the class's name. */
  readonly byIndex: boolean;
}

type Label = string | number;

/** The limit on K: labels have at most 16 bits. */
export const MOST_CLASSES = 2 ** 16;

/** Labels converted between two yields: some milliseconds. */
const STEP_LABELS = 2 ** 17;

/**
 * Converts labels to class indices, as a cooperative task. Without known classes, the classes are the
 * distinct labels: strings in the order of their code units, integers in numerical order.
 *
 * @param known  null to derive the classes from the labels
 * @throws TypeError or RangeError naming the label, e.g. `labels[3]`
 */
export function* namingLabels(
  given: unknown,
  known: KnownClasses | null,
): Task<Pick<DataSet, 'labels' | 'classes'>> {
  const list = asList(given);
  const seen = new Map<Label, number>();
  const places = new Uint16Array(list.length);
  const indexOf = known && indexing(known);
  const indices: number[] = [];
  for (let first = 0; first < list.length; first += STEP_LABELS) {
    const end = Math.min(list.length, first + STEP_LABELS);
    for (let i = first; i < end; i++) {
      let place = seen.get(list[i] as Label);
      if (place === undefined) {
        const label = checked(list, i);
        if (indexOf) indices.push(indexOf(label, i));
        place = seen.size;
        if (place >= MOST_CLASSES) {
          throw argumentError(RangeError, 'labels', `at most ${MOST_CLASSES} classes`, 'more');
        }
        seen.set(label, place);
      }
      places[i] = place;
    }
    yield;
  }
  const found = known ? { classes: known.classes, ranks: indices } : ranked([...seen.keys()]);
  const Kept = found.classes.length <= 2 ** 8 ? Uint8Array : Uint16Array;
  const labels = new Kept(list.length);
  for (let i = 0; i < places.length; i++) labels[i] = found.ranks[places[i]];
  return { labels, classes: found.classes };
}

function asList(given: unknown): ArrayLike<unknown> {
  const isList = Array.isArray(given) || types.isTypedArray(given);
  if (!isList) {
    const expected = 'an array of strings or of integers, or a typed array';
    throw argumentError(TypeError, 'labels', expected, given);
  }
  if (given.length === 0) throw argumentError(RangeError, 'labels.length', 'a positive integer', 0);
  const isBig = types.isBigInt64Array(given) || types.isBigUint64Array(given);
  return isBig ? Float64Array.from(given, Number) : given;
}

/** Checks a label that is seen for the first time. */
function checked(list: ArrayLike<unknown>, i: number): Label {
  const label = list[i];
  const name = `labels[${i}]`;
  if (typeof label !== 'string' && typeof label !== 'number') {
    throw argumentError(TypeError, name, 'a string or an integer', label);
  }
  if (typeof label !== typeof list[0]) {
    const expected = typeof list[0] === 'string' ? 'a string' : 'an integer';
    throw argumentError(TypeError, name, `${expected}, as labels[0] is`, label);
  }
  if (typeof label === 'number' && !Number.isSafeInteger(label)) {
    throw argumentError(RangeError, name, 'an integer', label);
  }
  return label;
}

/** Makes the function that looks a label up among known classes. */
function indexing({ classes, byIndex }: KnownClasses): (label: Label, i: number) => number {
  const numbers = new Map(classes.map((name, k) => [name, k]));
  return (label, i) => {
    if (byIndex && typeof label === 'number') {
      if (label >= 0 && label < classes.length) return label;
      const expected = `an index into the classes, from 0 to ${classes.length - 1}`;
      throw argumentError(RangeError, `labels[${i}]`, expected, label);
    }
    const number = numbers.get(String(label));
    if (number !== undefined) return number;
    const names = classes.slice(0, 8).map(show).join(', ');
    const more = classes.length > 8 ? `, … (${classes.length} classes)` : '';
    throw argumentError(RangeError, `labels[${i}]`, `one of the classes ${names}${more}`, label);
  };
}

function ranked(distinct: Label[]): { classes: string[]; ranks: number[] } {
  if (distinct.length < 2) {
    const expected = 'labels of at least 2 classes (or the option classes, or like)';
    throw argumentError(RangeError, 'labels', expected, distinct[0]);
  }
  const sorted =
    typeof distinct[0] === 'number'
      ? (distinct as number[]).toSorted((a, b) => a - b)
      : // Without a comparison, `toSorted` goes by code units.
        (distinct as string[]).toSorted();
  const rank = new Map<Label, number>(sorted.map((label, k) => [label, k]));
  const classes = sorted.map((label) => String(label));
  return { classes, ranks: distinct.map((label) => rank.get(label) ?? 0) };
}

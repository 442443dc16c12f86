import { types } from 'node:util';
import { argumentError, show } from '../../errors';
import type { Task } from '../../tasks';
import type { DataSet } from '../data-set';
import type { Label, LabelType } from '../label-types';
import type { Row } from './features';

/** Labels as users give them: n strings, n integers, or n times false or true. */
export type OwnLabels =
  readonly string[] | readonly boolean[] | Row | BigInt64Array | BigUint64Array;

/** The type of labels that users give, by name. */
export type TypeOfLabels<L> = L extends readonly string[]
  ? 'string'
  : L extends readonly boolean[]
    ? 'boolean'
    : 'number';

/** Classes that are known before the labels are seen. */
export interface KnownClasses {
  readonly classes: readonly string[];
  /** Whether a label that is a number is an index into them; else it is the class's name. */
  readonly byIndex: boolean;
  /** The type of the labels; by default strings. */
  readonly labelType?: LabelType | undefined;
}

/** The limit on K: labels have at most 16 bits. */
export const MOST_CLASSES = 2 ** 16;

/** Labels converted between two yields: some milliseconds. */
const STEP_LABELS = 2 ** 17;

/**
 * Converts labels to class indices, as a cooperative task. Without known classes, the classes are the
 * distinct labels: strings in the order of their code units, integers in numerical order, false before
 * true.
 *
 * @param known  null to derive the classes from the labels
 * @throws TypeError or RangeError naming the label, e.g. `labels[3]`
 */
export function* namingLabels(
  given: unknown,
  known: KnownClasses | null,
): Task<Pick<DataSet, 'labels' | 'classes'> & { readonly labelType: LabelType }> {
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
  // Numbers that are indices into names are no labels themselves.
  const labelType = known ? (known.labelType ?? 'string') : (typeof list[0] as LabelType);
  return { labels, classes: found.classes, labelType };
}

function asList(given: unknown): ArrayLike<unknown> {
  const isList = Array.isArray(given) || types.isTypedArray(given);
  if (!isList) {
    const expected = 'an array of strings, of integers or of booleans, or a typed array';
    throw argumentError(TypeError, 'labels', expected, given);
  }
  if (given.length === 0) throw argumentError(RangeError, 'labels.length', 'a positive integer', 0);
  const isBig = types.isBigInt64Array(given) || types.isBigUint64Array(given);
  return isBig ? Float64Array.from(given, Number) : given;
}

const WORDS = { string: 'a string', number: 'an integer', boolean: 'true or false' };

function isLabel(value: unknown): value is Label {
  return (typeof value) in WORDS;
}

/** Checks a label that is seen for the first time. */
function checked(list: ArrayLike<unknown>, i: number): Label {
  const label = list[i];
  const name = `labels[${i}]`;
  if (!isLabel(label))
    throw argumentError(TypeError, name, 'a string, an integer or a boolean', label);
  if (typeof label !== typeof list[0]) {
    const expected = WORDS[typeof list[0] as LabelType];
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
        distinct.toSorted();
  const rank = new Map<Label, number>(sorted.map((label, k) => [label, k]));
  const classes = sorted.map((label) => String(label));
  return { classes, ranks: distinct.map((label) => rank.get(label) ?? 0) };
}

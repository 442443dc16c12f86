import { argumentError, assertInteger } from '../../errors';
import { assertDataSet } from '../assert-data-set';
import type { DataSet } from '../data-set';
import { MOST_CLASSES, type KnownClasses } from './labels';

/** Options that name the classes, for when the labels alone don't. */
export interface ClassOptions {
  /**
   * The classes' names, each once, from 2 to 65,536 of them: labels that are strings must be among
   * them, and numbers are indices into them. By default the classes are the distinct labels.
   */
  readonly classes?: readonly string[] | undefined;
  /**
   * The training set, for validation and test data: labels are looked up by name among its classes
   * (the number 3 as `3`), and features must match its own in number and kind. Beside
   * `classes: like.classes`, numbers are indices. By default none.
   */
  readonly like?: DataSet | undefined;
}

/**
 * Returns the classes that the options name; null if they name none.
 *
 * @throws TypeError or RangeError naming the option
 */
export function knownClasses({ classes, like }: ClassOptions): KnownClasses | null {
  if (like !== undefined) assertLikeable(like);
  if (classes === undefined)
    return like ? { classes: like.classes, byIndex: false, labelType: like.labelType } : null;
  assertNames(classes);
  if (like !== undefined) assertSame(classes, like.classes);
  return { classes: [...classes], byIndex: true };
}

function assertLikeable(like: unknown): asserts like is DataSet {
  const isObject = typeof like === 'object' && like !== null;
  if (!isObject || !Array.isArray((like as DataSet).classes)) {
    throw argumentError(TypeError, 'like', 'a data set', like);
  }
  assertDataSet('like', like as DataSet);
}

function assertNames(classes: unknown): asserts classes is readonly string[] {
  if (!Array.isArray(classes)) {
    throw argumentError(TypeError, 'classes', 'an array of strings', classes);
  }
  assertInteger('classes.length', classes.length, 2, MOST_CLASSES);
  const first = new Map<string, number>();
  for (let k = 0; k < classes.length; k++) {
    const name: unknown = classes[k];
    if (typeof name !== 'string') {
      throw argumentError(TypeError, `classes[${k}]`, 'a string', name);
    }
    const before = first.get(name);
    if (before !== undefined) {
      const expected = `another name than that of classes[${before}]`;
      throw argumentError(RangeError, `classes[${k}]`, expected, name);
    }
    first.set(name, k);
  }
}

function assertSame(classes: readonly string[], others: readonly string[]): void {
  assertInteger('classes.length', classes.length, others.length, others.length);
  const k = classes.findIndex((name, at) => name !== others[at]);
  if (k < 0) return;
  const expected = `${JSON.stringify(others[k])}, as like.classes[${k}] is`;
  throw argumentError(RangeError, `classes[${k}]`, expected, classes[k]);
}

import { split, stratifiedFolds, type DataSet } from '../../data';
import { argumentError, assertInteger, OnelayerError } from '../../errors';

/** Labels, of which the parts keep the proportions. */
export type Labelled = Pick<DataSet, 'labels' | 'classes' | 'samples' | 'name'>;

/** How rows are to be parted. */
export interface PartOptions {
  /** A fraction of the rows, or their number; 0 for none; null if there are others to test on. */
  readonly test?: number | null | undefined;
  /** A fraction of the rows that the test leaves, or their number; null if there are others. */
  readonly validation?: number | null | undefined;
  readonly folds?: number | undefined;
  readonly seed: number;
}

/** The numbers of the rows of each part. */
export interface Parts {
  readonly training: Uint32Array;
  /** Null with folds, and where other data validate. */
  readonly validation: Uint32Array | null;
  /** Of the training rows, by their places in `training`; null without folds. */
  readonly folds: readonly Uint32Array[] | null;
  readonly test: Uint32Array | null;
}

/** The fraction of the rows that are tested on, and of the others that are validated on. */
const HELD = 0.2;

/** More rows would measure an accuracy no better than anyone needs: ± 0.5 points is its standard error. */
const MOST_HELD = 10_000;

/** With fewer rows to train and validate on, all of them do both, in folds. */
const FEW = 5000;

const FOLDS = 5;

/** Returns true if so many rows are trained and validated on that parts are held out by default. */
export function areMany({ training, validation }: Parts): boolean {
  return training.length + (validation?.length ?? 0) >= FEW;
}

/** The rows that a model is fitted to before the last fit: those of the first fold. */
export function trainedOn({ folds, training }: Parts): number {
  return training.length - (folds?.[0].length ?? 0);
}

/** The fewest rows of which parts can be made. */
const LEAST = 4;

/**
 * Parts rows at random, stratified. By default 20 % are tested on, at most 10,000, and at least as many as
 * there are classes where that leaves two of each to train on. Of the others, fewer than 5,000 make five
 * folds; of more, 20 % are validated on, at most 10,000.
 *
 * @throws TypeError or RangeError naming the option; OnelayerError DATA_INVALID for too few rows
 */
export function partsOf(rows: Labelled, options: PartOptions): Parts {
  const { test, validation, folds, seed } = options;
  const { classes, samples } = rows;
  if (samples < LEAST && test === undefined) {
    const few = `${rows.name}: expected at least ${LEAST} labelled rows to learn from, got ${samples}`;
    throw new OnelayerError('DATA_INVALID', few);
  }
  if (folds !== undefined && validation !== undefined) {
    throw argumentError(TypeError, 'validation', 'none with folds', validation ?? 'data');
  }
  const tested = heldOut('test', test, samples, Math.min(classes.length, Math.floor(samples / 3)));
  const [training, forTest] = heldFrom(rows, numbersTo(samples), tested, seed);
  const test_ = tested === 0 ? null : forTest;
  if (validation === null) return { training, validation: null, folds: null, test: test_ };
  const isFew = validation === undefined && training.length < FEW;
  const k = folds ?? (isFew ? Math.min(FOLDS, training.length) : null);
  if (k !== null) {
    const made = stratifiedFolds(taken(rows, training), k, seed);
    return { training, validation: null, folds: made, test: test_ };
  }
  const validated = heldOut('validation', validation, training.length, 1);
  if (validated === 0) throw argumentError(RangeError, 'validation', 'a number above 0', 0);
  const [rest, held] = heldFrom(rows, training, validated, seed);
  return { training: rest, validation: held, folds: null, test: test_ };
}

/** Returns the number of rows to hold out. @param least  by default, if there is no wish */
function heldOut(
  name: string,
  wish: number | null | undefined,
  samples: number,
  least: number,
): number {
  if (wish === null || wish === 0) return 0;
  if (wish === undefined) {
    return Math.min(MOST_HELD, Math.max(least, 1, Math.round(HELD * samples)));
  }
  if (typeof wish === 'number' && wish > 0 && wish < 1) {
    return Math.min(samples - 1, Math.max(1, Math.round(wish * samples)));
  }
  if (!Number.isInteger(wish)) {
    const expected = 'a fraction below 1, a number of rows, or labelled data';
    throw argumentError(typeof wish === 'number' ? RangeError : TypeError, name, expected, wish);
  }
  assertInteger(name, wish, 0, samples - 1);
  return wish;
}

/** Holds rows out, in the proportions of the classes: the others, and those. */
function heldFrom(
  rows: Labelled,
  numbers: Uint32Array,
  count: number,
  seed: number,
): readonly [rest: Uint32Array, held: Uint32Array] {
  if (count === 0) return [numbers, new Uint32Array()];
  const { training, held } = split(
    taken(rows, numbers),
    { held: count },
    { stratified: true, seed },
  );
  return [Uint32Array.from(training.X).sort(), Uint32Array.from(held.X).sort()];
}

/** A data set whose only feature is the number of the row. */
function taken({ name, classes, labels }: Labelled, numbers: Uint32Array): DataSet<Float64Array> {
  const X = Float64Array.from(numbers);
  const own = labels.slice(0, numbers.length);
  numbers.forEach((number, i) => (own[i] = labels[number]));
  return { name, classes, samples: numbers.length, features: 1, X, labels: own };
}

function numbersTo(samples: number): Uint32Array {
  return Uint32Array.from({ length: samples }, (_, i) => i);
}

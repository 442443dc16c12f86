import { show } from '../../errors';
import { invalid } from '../bytes/faults';
import type { Task } from '../../tasks';
import { findingTwins, placesOf } from '../feature-names';
import { nameList } from '../name-list';
import { unnamed } from './header';

/** A column: its name in the header, or its index from 0. */
export type Column = string | number;

/**
 * The columns of a file.
 *
 * @typeParam Labels  null where there may be no column of labels
 */
export interface Columns<Labels extends number | null = number | null> {
  readonly count: number;
  /** The column of the labels, from 0; null if there is none. */
  readonly labels: Labels;
  /** The columns of the features, in the features' order: d. */
  readonly features: readonly number[];
  /** Whether the first line names the columns. */
  readonly hasHeader: boolean;
  /** The names of all columns; null without a header. */
  readonly names: readonly string[] | null;
  /** The columns that the wanted features leave, and that nobody left out. */
  readonly ignored: readonly number[];
  /** Columns of features that have no name in a header. */
  readonly unnamed: readonly number[];
  /**
   * Whether the first line, taken for a sample, may be a header of numbers; `probable` if it numbers
   * the columns.
   */
  readonly mayBeHeader: 'no' | 'possible' | 'probable';
  /** Names a cell in messages. */
  readonly placeOf: (line: number, j: number) => string;
}

export interface ColumnOptions {
  readonly labels: Column | undefined;
  readonly header: boolean | 'auto';
  /** The columns of features to take, in their order; undefined: all. */
  readonly only?: readonly Column[] | undefined;
  /** Columns to leave out. */
  readonly without?: readonly Column[] | undefined;
}

/** The features that a classifier, or another data set, has. */
export interface WantedFeatures {
  /** d; undefined if any number will do. */
  readonly features?: number | undefined;
  /** Their names, if they have any. */
  readonly featureNames?: readonly string[] | null | undefined;
  /** Its classes: a header's name of the labels is none of them. */
  readonly classes?: readonly string[] | undefined;
}

/** The first line of a file, and what is known about its columns. */
export interface Line {
  readonly where: string;
  readonly cells: readonly string[];
  readonly names: readonly string[] | null;
}

/**
 * Chooses the columns of features, as a cooperative task: there may be a quarter of a million.
 *
 * @param labels  the column of the labels, if there is one
 */
export function* columnsOf(
  line: Line,
  labels: number | null,
  { only, without = [] }: ColumnOptions,
  { features, featureNames }: WantedFeatures,
): Task<Columns> {
  const { where, cells, names } = line;
  const count = cells.length;
  const isLeft = new Uint8Array(count);
  for (const column of without) isLeft[columnOf(line, column, 'column to leave out')] = 1;
  if (labels !== null) isLeft[labels] = 1;
  const offered = only?.map((column) => columnOf(line, column, 'column to take'));
  const own = offered?.filter((j) => isLeft[j] === 0) ?? placesOfZeros(isLeft);
  yield;
  if (own.length === 0) throw invalid(where, 'expected columns of features, got none');
  let taken: readonly number[] = own;
  if (names !== null) {
    yield* assertingOnce(where, names, own);
    if (featureNames) taken = byName(where, names, own, featureNames);
    yield;
  }
  if (features !== undefined && taken.length !== features) {
    throw wrongCount(where, features, taken.length, count - taken.length, labels !== null);
  }
  for (const j of taken) isLeft[j] = 1;
  const nameOf = (j: number) => (names ? ` (${show(names[j].slice(0, 40))})` : '');
  return {
    count,
    labels,
    features: taken,
    hasHeader: names !== null,
    names,
    ignored: own.filter((j) => isLeft[j] === 0),
    unnamed: names ? taken.filter((j) => names[j] === unnamed(j)) : [],
    mayBeHeader: 'no',
    placeOf: (number, j) => `${where}: line ${number}, column ${j + 1}${nameOf(j)}`,
  };
}

function placesOfZeros(flags: Uint8Array): number[] {
  const places = new Array<number>(flags.length);
  let count = 0;
  for (let j = 0; j < flags.length; j++) if (flags[j] === 0) places[count++] = j;
  places.length = count;
  return places;
}

/** Puts columns into the order of the wanted features. */
function byName(
  where: string,
  names: readonly string[],
  own: readonly number[],
  wanted: readonly string[],
): number[] {
  const found = own.map((j) => names[j]);
  const places = placesOf(wanted, found, 'column', (fault) => {
    throw invalid(where, `line 1: ${fault}`);
  });
  return places.map((place) => own[place]);
}

function wrongCount(
  where: string,
  expected: number,
  got: number,
  others: number,
  isLabelled: boolean,
): Error {
  const label = isLabelled ? ' and a label' : '';
  const cells = expected + Number(isLabelled);
  const what = `line 1: expected ${cells} cells, the classifier's features${label}`;
  const left = others - Number(isLabelled);
  const without = left > 0 ? ` beside the ${left} left out` : '';
  const isLabelToo = !isLabelled && got === expected + 1;
  const advice = isLabelToo ? ': name the column of the labels by --label' : '';
  return invalid(where, `${what}, got ${got + Number(isLabelled)}${without}${advice}`);
}

/** Finds a column that an option names. */
export function columnOf({ where, cells, names }: Line, column: Column, what: string): number {
  const last = cells.length - 1;
  if (typeof column === 'number') {
    if (column <= last) return column;
    throw invalid(where, `expected a ${what} from 0 to ${last}, got ${column}`);
  }
  const all = names ?? cells;
  const name = column.trim();
  const found = all.flatMap((other, j) => (other === name ? [j] : []));
  if (found.length === 1) return found[0];
  const got = found.length === 0 ? nameList(all) : `columns ${numberList(found)} of this name`;
  throw invalid(where, `expected a ${what} ${show(column)}, got ${got}`);
}

/** A header that names two features alike couldn't be matched with another one. */
function* assertingOnce(
  where: string,
  names: readonly string[],
  columns: readonly number[],
): Task<void> {
  const twins = yield* findingTwins(columns.map((j) => names[j]));
  if (twins === null) return;
  const [before, j] = twins.map((place) => columns[place]);
  const places = numberList([before, j]);
  const what = `expected each name once, got ${show(names[j])} in columns ${places}`;
  throw invalid(where, `line 1: ${what}: rename one, or leave it out by its index, ${j}`);
}

/** Columns in a message: by their names, else by their numbers from 1. */
export function listOf(columns: readonly number[], names: readonly string[] | null): string {
  return names ? nameList(columns.map((j) => names[j])) : `columns ${numberList(columns)}`;
}

function numberList(columns: readonly number[]): string {
  return columns.map((j) => j + 1).join(' and ');
}

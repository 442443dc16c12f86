import { NO_UTF8, warnOfAlikeClasses, warnOfManyClasses, type DataSet } from '../data';
import { show } from '../errors';
import type { Task } from '../tasks';
import { labelColumns, type PreparationOptions } from './chosen-columns';
import { textOf } from './column-builder';
import { invalidCell, invalidTable } from './faults';
import { loadingColumn, MISSING, UNKEPT, type AnyTable, type TableColumn } from './table';
import { cellOf } from './value-reader';

/** Classes, and the type of the labels that mean them. */
export interface Classes {
  readonly classes: readonly string[];
  readonly labelType: NonNullable<DataSet['labelType']>;
}

/** The labelled rows of a table. */
export interface LabelledTable extends Classes {
  /** The columns of the labels. */
  readonly columns: readonly string[];
  /** The labelled rows, in ascending order. */
  readonly rows: Uint32Array;
  /** The class of each of them. */
  readonly labels: DataSet['labels'];
}

/** Rows read between two yields: some milliseconds. */
const STEP_ROWS = 2 ** 16;

/** The most classes: labels have at most 16 bits. */
const MOST_CLASSES = 2 ** 16;

/** The labels of all rows as texts; null where there is none. */
type LabelTexts = (row: number) => string | null;

/**
 * Finds the classes of a table's rows, as a cooperative task. Rows without a label are left out.
 *
 * Labels that are all integers are numbers, in numerical order; false and true, in any case, are booleans;
 * all others are texts, in the order of their code units. Of several columns, each is a class of its name,
 * with 1 or true in its rows.
 *
 * @param label  the columns, by default the last
 * @param known  the classes of rows that are like others; null to find them
 * @throws OnelayerError DATA_INVALID naming a column that isn't there, a row whose label is no class, or if
 *   there are fewer than two classes
 */
export function* findingClasses(
  table: AnyTable,
  label: PreparationOptions['label'],
  known: Classes | null,
): Task<LabelledTable> {
  const columns: TableColumn[] = [];
  for (const column of labelColumns(table, label)) columns.push(yield* loadingColumn(column));
  const [first] = columns;
  const isOneHot = columns.length > 1;
  const oneHot = isOneHot
    ? { classes: columns.map(({ name }) => name), labelType: 'string' as const }
    : null;
  const given = known ?? oneHot;
  const givenRank = given && ranksOf(given);
  const textAt = isOneHot ? flagsOf(table, columns) : textsOf(table, first);
  const seen = new Map<string, number>();
  const rows = new Uint32Array(table.rows);
  const places = new Uint16Array(table.rows);
  let count = 0;
  for (let row = 0; row < table.rows; row++) {
    const text = textAt(row);
    if (text !== null) {
      let place = seen.get(text);
      if (place === undefined) {
        place = seen.size;
        if (place === MOST_CLASSES) throw tooMany(table, first);
        if (text.includes(NO_UTF8)) throw invalidCell(table, first, row, 'text in UTF-8');
        if (given !== null && givenRank?.(text) === undefined) {
          throw invalidCell(table, first, row, someOf(given.classes));
        }
        seen.set(text, place);
      }
      rows[count] = row;
      places[count++] = place;
    }
    if (row % STEP_ROWS === STEP_ROWS - 1) yield;
  }
  const texts = [...seen.keys()];
  if (count === 0)
    throw invalidTable(table, `expected labels in column ${show(first.name)}, got none`);
  const found = given ?? classesOf(texts);
  if (texts.length < 2 && known === null) {
    const what = `expected labels of at least 2 classes in column ${show(first.name)}`;
    const without = table.rows - count;
    const others = without === 0 ? '' : `, and ${counted(without)} without a label`;
    throw invalidTable(table, `${what}, got ${show(texts[0])} alone${others}`);
  }
  if (given === null) {
    warnOfManyClasses(table.where, found.classes, count);
    warnOfAlikeClasses(table.where, found.classes);
  }
  const ranks = texts.map(ranksOf(found)) as number[];
  const labels = new (found.classes.length <= 2 ** 8 ? Uint8Array : Uint16Array)(count);
  for (let i = 0; i < count; i++) labels[i] = ranks[places[i]];
  return { ...found, columns: columns.map(({ name }) => name), rows: rows.slice(0, count), labels };
}

/** Reads labels from one column. */
function textsOf(table: AnyTable, column: TableColumn): LabelTexts {
  const { content } = column;
  if (content.kind === 'numbers') return (row) => textOf(content.values[row]);
  const { codes, texts } = content;
  return (row) => {
    const code = codes[row];
    if (code === UNKEPT) throw tooMany(table, column);
    return code === MISSING ? null : texts[code];
  };
}

/** Reads labels from one-hot columns: the name of the column with a 1. */
function flagsOf(table: AnyTable, columns: readonly TableColumn[]): LabelTexts {
  return (row) => {
    let label: string | null = null;
    let missing = 0;
    for (const column of columns) {
      const text = textOf(cellOf(column.content, row) ?? null)?.toLowerCase();
      if (text === undefined) missing++;
      else if (text === '1' || text === 'true') {
        if (label !== null)
          throw oneOfMany(table, row, `it in ${show(label)} and ${show(column.name)}`);
        label = column.name;
      } else if (text !== '0' && text !== 'false') {
        throw invalidCell(table, column, row, '0 or 1');
      }
    }
    if (label === null && missing < columns.length) throw oneOfMany(table, row, 'none');
    return label;
  };
}

function oneOfMany(table: AnyTable, row: number, got: string): Error {
  const place = table.placeOf?.(row) ?? `row ${row + 1}`;
  return invalidTable(table, `${place}: expected 1 in one of the columns of labels, got ${got}`);
}

function tooMany(table: AnyTable, { name }: TableColumn): Error {
  const most = `at most ${MOST_CLASSES} different labels in column ${show(name)}`;
  return invalidTable(table, `expected ${most}, got more`);
}

const BOOLEANS = ['false', 'true'];

/** The classes that texts mean, and of which type they are. */
function classesOf(texts: readonly string[]): Classes {
  if (texts.every((text) => BOOLEANS.includes(text.toLowerCase()))) {
    const there = new Set(texts.map((text) => text.toLowerCase()));
    return { classes: BOOLEANS.filter((text) => there.has(text)), labelType: 'boolean' };
  }
  const areIntegers = texts.every(
    (text) => Number.isSafeInteger(Number(text)) && String(Number(text)) === text,
  );
  // Without a comparison, `toSorted` goes by code units.
  return areIntegers
    ? { classes: texts.toSorted((a, b) => Number(a) - Number(b)), labelType: 'number' }
    : { classes: texts.toSorted(), labelType: 'string' };
}

/** Makes the function that returns a text's class, from 0; undefined if it is none's. */
function ranksOf({ classes, labelType }: Classes): (text: string) => number | undefined {
  const ranks = new Map(classes.map((name, k) => [name, k]));
  return (text) => ranks.get(labelType === 'boolean' ? text.toLowerCase() : text);
}

const counted = (rows: number): string =>
  `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`;

function someOf(classes: readonly string[]): string {
  const more = classes.length > 8 ? `, … (${classes.length} classes)` : '';
  return `one of the classes ${classes.slice(0, 8).map(show).join(', ')}${more}`;
}

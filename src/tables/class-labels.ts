import type { Labels } from '../data';
import { show } from '../errors';
import type { Task } from '../tasks';
import { FAULT, type CellValue } from './cell-values';
import { textOf } from './column-builder';
import { invalidCell, invalidTable } from './faults';
import { columnsNamed } from './named-columns';
import type { Table, TableColumn } from './table';
import { makingReader, readingValues } from './value-reader';

/**
 * Reads the labels of known classes from a table, as a cooperative task.
 *
 * @param columns  the name of the column of the labels, or those of one-hot columns, each a class's
 * @param classes  their names: K
 * @returns y: n, each from 0 to K − 1
 * @throws OnelayerError DATA_INVALID naming a column that is missing, or the row of a label that is
 *   missing or no class's
 */
export function* readingClassLabels(
  table: Table,
  columns: readonly string[],
  classes: readonly string[],
): Task<Labels> {
  const labels = new (classes.length > 2 ** 8 ? Uint16Array : Uint8Array)(table.rows);
  const found = columnsNamed(table, columns.map((name) => ({ name }))); // prettier-ignore
  if (found.length > 1) yield* addingFlags(table, found, classes, labels);
  else labels.set(yield* readingValuesOf(table, found[0], classOf(classes), someOf(classes)));
  return labels;
}

/** Sets the label of each row to the class whose column has a 1 there. */
function* addingFlags(
  table: Table,
  columns: readonly TableColumn[],
  classes: readonly string[],
  labels: Labels,
): Task<void> {
  const ones = new Uint16Array(table.rows);
  for (const column of columns) {
    const k = classes.indexOf(column.name);
    const flags = yield* readingValuesOf(table, column, flagOf, '0 or 1');
    for (let row = 0; row < table.rows; row++) {
      if (flags[row] === 0) continue;
      labels[row] = k;
      ones[row]++;
    }
  }
  const wrong = ones.findIndex((count) => count !== 1);
  if (wrong < 0) return;
  const place = table.placeOf?.(wrong) ?? `row ${wrong + 1}`;
  throw invalidTable(table, `${place}: expected 1 in one of the labels' columns, got ${ones[wrong]} of them`); // prettier-ignore
}

/** Reads values that must all be finite. */
function* readingValuesOf(
  table: Table,
  column: TableColumn,
  valueOf: CellValue,
  expected: string,
): Task<Float64Array> {
  const read = yield* makingReader(column.content, null, valueOf, FAULT);
  const values = yield* readingValues(read, table.rows);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw invalidCell(table, column, wrong, expected);
  return values;
}

/** A cell's class: booleans in any case, as tables have them. */
function classOf(classes: readonly string[]): CellValue {
  const places = new Map(classes.map((name, k) => [name, k]));
  const isOfBooleans = classes.length === 2 && places.has('false') && places.has('true');
  return (cell) => {
    const text = textOf(cell);
    if (text === null) return NaN;
    return places.get(isOfBooleans ? text.toLowerCase() : text) ?? FAULT;
  };
}

const flagOf: CellValue = (cell) => {
  const text = textOf(cell)?.toLowerCase();
  if (text === undefined) return NaN;
  return text === '1' || text === 'true' ? 1 : text === '0' || text === 'false' ? 0 : FAULT;
};

function someOf(classes: readonly string[]): string {
  const more = classes.length > 8 ? ', …' : '';
  return `a label, ${classes.slice(0, 8).map(show).join(', ')}${more}`;
}

import { argumentError } from '../errors';
import type { Task } from '../tasks';
import { ColumnBuilder } from './column-builder';
import { printed } from './printed';
import { cellInRecord, type TableRecord } from './record';
import type { Table } from './table';

/** Cells taken between two yields: some milliseconds. */
const STEP_CELLS = 2 ** 15;

/**
 * Makes a table of objects, as a cooperative task: a column for each property that any of them has, in the
 * order in which they come. What an object doesn't have is a missing value.
 *
 * @param name  of the objects in messages, e.g. `data`
 * @throws TypeError naming the object or its property, e.g. `data[3].colour`
 */
export function* tableOfRecords(name: string, records: readonly unknown[]): Task<Table> {
  const builders = new Map<string, ColumnBuilder>();
  let cells = 0;
  for (let i = 0; i < records.length; i++) {
    const record = recordAt(name, records, i);
    for (const key of Object.keys(record)) {
      if (!builders.has(key)) builders.set(key, builderAfter(i));
    }
    for (const [key, builder] of builders) {
      builder.add(cellInRecord(`${name}[${i}].${key}`, record, key));
    }
    cells += builders.size;
    if (cells < STEP_CELLS) continue;
    cells = 0;
    yield;
  }
  const columns = [...builders].map(([own, builder]) => ({ name: own, content: builder.take() }));
  const placeOf = (row: number): string => `${name}[${row}]`;
  return printed({ where: name, rows: records.length, columns, placeOf });
}

function recordAt(name: string, records: readonly unknown[], i: number): TableRecord {
  const record = records[i];
  if (typeof record === 'object' && record !== null && !Array.isArray(record)) {
    return record as TableRecord;
  }
  const expected = "an object with the columns' values by their names";
  throw argumentError(TypeError, `${name}[${i}]`, expected, record);
}

/** The builder of a column that the first rows don't have. */
function builderAfter(rows: number): ColumnBuilder {
  const builder = new ColumnBuilder();
  builder.addMissing(rows);
  return builder;
}

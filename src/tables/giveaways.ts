import type { Task } from '../tasks';
import { FEW_SAMPLES } from '../data';
import type { Preparation } from './preparation';
import { loadingColumn, type AnyTable, type TableColumn } from './table';

/** Rows looked at between two yields: some milliseconds. */
const STEP = 2 ** 16;

/**
 * Finds columns that are the label by other names, as a cooperative task: each value stands for one
 * label, and each label for one value. `target` beside `species` in a table of irises is one.
 */
export function* findingGiveaways(
  table: AnyTable,
  { columns, labels }: Preparation,
): Task<readonly string[]> {
  const label = table.columns.find(({ name }) => name === labels[0]);
  if (labels.length > 1 || label === undefined || table.rows < FEW_SAMPLES) return [];
  const labelled = yield* loadingColumn(label);
  const known = new Set(columns.map(({ name }) => name));
  const found: string[] = [];
  for (const column of table.columns) {
    if (!known.has(column.name)) continue;
    if (yield* matching(yield* loadingColumn(column), labelled, table.rows))
      found.push(column.name);
  }
  return found;
}

/** Whether the values of two columns stand for each other; most columns don't after a few rows. */
function* matching(column: TableColumn, label: TableColumn, rows: number): Task<boolean> {
  const there = new Map<number, number>();
  const back = new Map<number, number>();
  const values = valuesOf(column);
  const labels = valuesOf(label);
  for (let i = 0; i < rows; i++) {
    const [value, own] = [values[i], labels[i]];
    if ((there.get(value) ?? own) !== own || (back.get(own) ?? value) !== value) return false;
    there.set(value, own);
    back.set(own, value);
    if (i % STEP === STEP - 1) yield;
  }
  return there.size > 1;
}

function valuesOf({ content }: TableColumn): Float64Array | Uint32Array {
  return content.kind === 'numbers' ? content.values : content.codes;
}

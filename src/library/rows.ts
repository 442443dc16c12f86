import type { DataSet, Features, Row, Standardiser } from '../data';
import { assertFinite, assertInteger, INVALID_ARGUMENT, show } from '../errors';

/** Several samples: rows, or a data set. */
export type Rows = readonly Row[] | Pick<DataSet, 'X' | 'samples' | 'features'>;

/** Whether it is one sample, not several. */
export function isOneRow(rows: Row | Rows): rows is Row {
  if (Array.isArray(rows)) return typeof rows[0] === 'number';
  return ArrayBuffer.isView(rows);
}

/** Samples one after another, n×d. */
export interface PackedRows {
  readonly X: Features;
  readonly samples: number;
}

/**
 * Packs samples as they come.
 *
 * @throws TypeError or RangeError naming the row, e.g. `rows[3].length: expected 3072, got 3071`
 */
export function packRows(rows: Rows, features: number): PackedRows {
  if (isDataSet(rows)) {
    const { X, samples } = rows;
    assertInteger('rows.features', rows.features, features, features);
    assertInteger('rows.X.length', X.length, samples * features, samples * features);
    return { X, samples };
  }
  if (!Array.isArray(rows)) throw notRows(rows);
  const list: readonly Row[] = rows;
  const X = new Float64Array(list.length * features);
  list.forEach((row, i) => {
    assertRow(`rows[${i}]`, row, features);
    X.set(row, i * features);
  });
  return { X, samples: list.length };
}

function isDataSet(rows: Rows): rows is Pick<DataSet, 'X' | 'samples' | 'features'> {
  return isObject(rows) && 'X' in rows && ArrayBuffer.isView(rows.X);
}

// Whoever writes no TypeScript may pass anything.
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function notRows(rows: unknown): TypeError {
  const message = `rows: expected an array of rows or a data set, got ${show(rows)}`;
  return Object.assign(new TypeError(message), { code: INVALID_ARGUMENT });
}

/** Asserts d finite numbers. */
export function assertRow(
  name: string,
  row: Partial<Row> | null,
  features: number,
): asserts row is Row {
  const { length } = row ?? {};
  assertInteger(`${name}.length`, length, features, features);
  for (let j = 0; j < features; j++) {
    const value = row?.[j];
    if (!Number.isFinite(value)) assertFinite(`${name}[${j}]`, value);
  }
}

/** x' = (x/s − μ) / σ of a row: d. */
export function standardise(
  to: Float64Array,
  row: Row,
  { mean, deviation, range }: Standardiser,
): void {
  for (let j = 0; j < to.length; j++) {
    const sigma = deviation[j] === 0 ? 1 : deviation[j];
    to[j] = (row[j] / range - mean[j]) / sigma;
  }
}

import { invalid, nameList, NO_UTF8 } from '../../../data';
import { argumentError, show } from '../../../errors';
import type { Cell } from '../../table';
import type { Reading } from '../format';
import type { BuiltColumn } from '../table-builder';

/** Different keys, at most: each is a column of all rows. */
const MOST_KEYS = 2 ** 14;

/** A key, and the number of the last record that has it. */
interface Key {
  /** Where its values are put; null if it is left out. */
  readonly column: BuiltColumn | null;
  record: number;
}

/** Puts flat objects into a table: a column for each key, without a value where an object lacks it. */
export class JsonRecords {
  private readonly keys = new Map<string, Key>();
  private readonly left: ReadonlySet<unknown>;
  private readonly only: ReadonlySet<unknown> | null;
  private records = 0;

  constructor(
    private readonly where: string,
    private readonly reading: Reading,
  ) {
    const { only, without = [] } = reading.options;
    const index = [...(only ?? []), ...without].find((column) => typeof column === 'number');
    if (index !== undefined) {
      throw argumentError(TypeError, 'columns of JSON', 'their names', index);
    }
    this.left = new Set(without);
    this.only = only ? new Set(only) : null;
    for (const name of only ?? []) this.keyOf(String(name), 1);
  }

  /** Adds an object. @throws OnelayerError DATA_INVALID naming line and key */
  add(text: string, line: number): void {
    const { table } = this.reading;
    const record = this.parsed(text, line);
    table.setLine(table.rows, line);
    this.records++;
    let count = 0;
    for (const name of Object.keys(record)) {
      const key = this.keyOf(name, line);
      const { column } = key;
      key.record = this.records;
      if (column === null) continue;
      count++;
      const value = record[name];
      if (!isCell(value)) throw this.fault(record, name, line);
      column.builder.add(value);
    }
    if (count < table.columns.length) {
      for (const { column, record } of this.keys.values()) {
        if (record !== this.records) column?.builder.addMissing(1);
      }
    }
    table.rows++;
  }

  /** Asserts that the columns that were named were there. @throws OnelayerError DATA_INVALID */
  end(): void {
    const wanted = [...(this.only ?? []), ...this.left].map(String);
    const absent = wanted.filter((name) => !this.keys.get(name)?.record);
    if (absent.length === 0) return;
    const got = [...this.keys].flatMap(([name, { record }]) => (record > 0 ? [name] : []));
    throw invalid(this.where, `expected the keys ${nameList(absent)}, got ${nameList(got)}`);
  }

  private parsed(text: string, line: number): Readonly<Record<string, unknown>> {
    const { where } = this;
    if (text.includes(NO_UTF8)) {
      throw invalid(where, `line ${line}: expected text in UTF-8, got ${show(text)}`);
    }
    let record: unknown;
    try {
      record = JSON.parse(text);
    } catch (error) {
      const isCut = /^\{$|[,[{]$/.test(text);
      const advice = isCut ? ': write each object in a line of its own, or all in a list' : '';
      const what = `line ${line}: expected a JSON object, got ${show(text)}${advice}`;
      throw invalid(where, what, error);
    }
    if (typeof record === 'object' && record !== null && !Array.isArray(record)) {
      return record as Record<string, unknown>;
    }
    throw invalid(where, `line ${line}: expected a JSON object, got ${show(text)}`);
  }

  private keyOf(name: string, line: number): Key {
    const known = this.keys.get(name);
    if (known !== undefined) return known;
    const { table } = this.reading;
    if (this.keys.size === MOST_KEYS) {
      const what = `expected at most ${MOST_KEYS} different keys, got more`;
      throw invalid(this.where, `line ${line}: ${what}`);
    }
    const isRead = !this.left.has(name) && (this.only?.has(name) ?? true);
    const key = { column: isRead ? table.addColumn(name) : null, record: 0 };
    this.keys.set(name, key);
    return key;
  }

  private fault(record: Readonly<Record<string, unknown>>, name: string, line: number): Error {
    const value = record[name];
    const place = `line ${line}, key ${show(name)}`;
    if (typeof value === 'number') {
      return invalid(this.where, `${place}: expected a finite number, got ${value}`);
    }
    const got = Array.isArray(value) ? 'a list' : 'an object';
    const isByColumn = Object.values(record).every(
      (own) => typeof own === 'object' && !Array.isArray(own),
    );
    const advice = isByColumn
      ? 'write an object for each row, with pandas by to_json(orient="records")'
      : 'write its parts as keys of their own, or leave it out (without)';
    const expected = 'expected a number, a text, true, false or null';
    return invalid(this.where, `${place}: ${expected}, got ${got}: ${advice}`);
  }
}

function isCell(value: unknown): value is Cell {
  if (typeof value === 'object') return value === null;
  return typeof value !== 'number' || Number.isFinite(value);
}

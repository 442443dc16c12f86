import type { Task } from '../tasks';
import { MISSING, MOST_TEXTS, UNKEPT, type NumberColumn, type TextColumn } from './table';

/** Rows looked at between two yields: some milliseconds. */
const STEP = 2 ** 18;

/** How often each text of a column is in some rows. */
export interface TextTally {
  readonly content: TextColumn;
  /** For each text of the column. */
  readonly counts: Uint32Array;
  /** The codes of the texts that are there. */
  readonly used: readonly number[];
  /** Rows that have a value. */
  readonly valued: number;
  readonly missing: number;
  /** Rows whose text wasn't kept. */
  readonly unkept: number;
}

/** Counts the texts of a column in these rows, as a cooperative task. */
export function* tallying(content: TextColumn, rows: Uint32Array): Task<TextTally> {
  const { codes, texts } = content;
  const counts = new Uint32Array(texts.length);
  let missing = 0;
  let unkept = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]];
    if (code === MISSING) missing++;
    else if (code === UNKEPT) unkept++;
    else counts[code]++;
    if (i % STEP === STEP - 1) yield;
  }
  const used: number[] = [];
  counts.forEach((count, code) => {
    if (count > 0) used.push(code);
  });
  return { content, counts, used, valued: rows.length - missing, missing, unkept };
}

/** Makes texts of numbers that mean categories, as a cooperative task. */
export function* takingAsTexts({ values }: NumberColumn): Task<TextColumn> {
  const known = new Map<number, number>();
  const codes = new Uint32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    let code = Number.isNaN(value) ? MISSING : known.get(value);
    if (code === undefined) {
      code = known.size < MOST_TEXTS ? known.size : UNKEPT;
      if (code !== UNKEPT) known.set(value, code);
    }
    codes[i] = code;
    if (i % STEP === STEP - 1) yield;
  }
  return { kind: 'texts', texts: [...known.keys()].map(String), codes };
}

import type { Task } from '../tasks';
import { numberOf } from './column-builder';
import { momentOf } from './dates';
import { invalidCell } from './faults';
import type { AnyTable, TableColumn } from './table';
import type { TextTally } from './text-tally';

/** What a column of texts is: numbers or dates if all its texts are, or two that mean no and yes. */
export type TextKind =
  | { readonly kind: 'number' | 'date' | 'category' }
  | { readonly kind: 'boolean'; readonly no: string; readonly yes: string };

const BOOLEANS = ['false true', 'no yes', 'n y', 'f t'].map((pair) => pair.split(' '));

/** Texts looked at between two yields: some milliseconds. */
const STEP_TEXTS = 2 ** 12;

/** So many different numbers are a quantity, not a handful of codes. */
const MANY_NUMBERS = 10;

/** A text in so few of the rows is probably a mistake. */
const RARELY = 0.01;

/**
 * Decides, as a cooperative task, what the texts of a column are in the rows that were counted.
 *
 * @throws OnelayerError DATA_INVALID naming a cell that is no number, or no date, where nearly all
 *   others are
 */
export function* decidingKind(
  table: AnyTable,
  column: TableColumn,
  tally: TextTally,
  rows: Uint32Array,
): Task<TextKind> {
  const kinds = [
    { kind: 'number', word: 'a number', is: (text: string) => numberOf(text) !== null },
    { kind: 'date', word: 'a date', is: (text: string) => !Number.isNaN(momentOf(text)) },
  ] as const;
  for (const { kind, word, is } of kinds) {
    const others = yield* findingOthers(tally, is);
    if (others.length === 0 && tally.unkept === 0) return { kind };
    const odd = oddText(tally, others, kind === 'number');
    if (odd !== null) throw oddOne(table, column, rows, odd, word);
  }
  return booleansOf(tally) ?? { kind: 'category' };
}

/** Finds the texts that are not of a kind. */
function* findingOthers(
  { content, used }: TextTally,
  is: (text: string) => boolean,
): Task<number[]> {
  const others: number[] = [];
  for (const [u, code] of used.entries()) {
    if (!is(content.texts[code])) others.push(code);
    if (u % STEP_TEXTS === STEP_TEXTS - 1) yield;
  }
  return others;
}

/** Returns the code of a text that is probably a mistake among numbers or dates; null if none is. */
function oddText(
  { content, counts, used, valued, unkept }: TextTally,
  others: readonly number[],
  areNumbers: boolean,
): number | null {
  // More numbers than are kept: a text that is none has made them texts, and it is the first.
  if (others.length === 0) {
    return areNumbers && unkept > 0 && numberOf(content.texts[0]) === null ? 0 : null;
  }
  const fitting = used.length - others.length;
  if (fitting <= MANY_NUMBERS && fitting * 2 <= valued) return null;
  // One text among many numbers stands for a missing one, as `-` or `unknown` does, however often.
  if (others.length === 1 && fitting > MANY_NUMBERS) return others[0];
  const rowsOfOthers = others.reduce((sum, code) => sum + counts[code], 0);
  return rowsOfOthers <= Math.max(1, RARELY * valued) ? others[0] : null;
}

function oddOne(
  table: AnyTable,
  column: TableColumn,
  rows: Uint32Array,
  code: number,
  word: string,
): Error {
  const codes = column.content.kind === 'texts' ? column.content.codes : new Uint32Array();
  const row = rows.find((own) => codes[own] === code) ?? codes.indexOf(code);
  const error = invalidCell(table, column, row, `${word}, as nearly all others of the column are`);
  const cures = `correct it, leave the cell empty if it means a missing value, leave the column out, or name it in categories`; // prettier-ignore
  return Object.assign(error, { message: `${error.message}: ${cures}` });
}

function booleansOf({ content, counts, used }: TextTally): TextKind | null {
  const texts = used.toSorted((a, b) => counts[b] - counts[a]).map((code) => content.texts[code]);
  const different = new Set(texts.map((text) => text.toLowerCase()));
  const pair = BOOLEANS.find((own) => own.every((word) => different.has(word)));
  if (pair === undefined || different.size > 2) return null;
  const [no = '', yes = ''] = pair.map((word) => texts.find((text) => text.toLowerCase() === word));
  return { kind: 'boolean', no, yes };
}

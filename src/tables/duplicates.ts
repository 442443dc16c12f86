import type { Task } from '../tasks';
import type { Contents, Prepared } from './learnt-column';
import { loadingColumn, type AnyColumn } from './table';

/** Numbers looked at between two yields: some milliseconds. */
const STEP = 2 ** 18;

/** Finds columns that have the contents of one before. */
export class Duplicates {
  /** The columns before, by the hash of their contents. */
  private readonly known = new Map<string, (Prepared & { readonly column: AnyColumn })[]>();

  /** Adds a column, as a cooperative task. @returns the name of the one that it equals, or null */
  *adding(learnt: Prepared, column: AnyColumn): Task<string | null> {
    const own = yield* contentsOf(learnt, column);
    const hash = yield* hashing(own);
    const before = this.known.get(hash) ?? [];
    for (const other of before) {
      const others = yield* contentsOf(other, other.column);
      if (yield* comparing(own, others)) return other.prepared.name;
    }
    this.known.set(hash, [...before, { ...learnt, column }]);
    return null;
  }
}

/** Reads a column's contents, from the disk where it is there. */
function* contentsOf({ contents }: Prepared, column: AnyColumn): Task<Contents> {
  return yield* contents((yield* loadingColumn(column)).content);
}

/** Hashes contents by FNV-1a with words in place of bytes; equal contents are compared anyway. */
function* hashing({ of, values }: Contents): Task<string> {
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  let [low, high] = [0x811c9dc5, 0x811c9dc5];
  for (let i = 0; i < values.length; i++) {
    // −0 is 0, and all NaN are the same.
    number[0] = Number.isNaN(values[i]) ? NaN : values[i] + 0;
    low = Math.imul(low ^ words[0], 0x01000193);
    high = Math.imul(high ^ words[1] ^ (low >>> 15), 0x01000193);
    if (i % STEP === STEP - 1) yield;
  }
  return `${of} ${low} ${high}`;
}

function* comparing(own: Contents, other: Contents): Task<boolean> {
  if (own.of !== other.of) return false;
  for (let i = 0; i < own.values.length; i++) {
    const [value, second] = [own.values[i], other.values[i]];
    if (value !== second && !(Number.isNaN(value) && Number.isNaN(second))) return false;
    if (i % STEP === STEP - 1) yield;
  }
  return true;
}

import { invalid } from '../../../data';
import { show } from '../../../errors';
import type { Task } from '../../../tasks';
import type { JsonRecords } from './json-records';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const LINE_FEED = 0x0a;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/** Bytes parsed between two yields: some milliseconds. */
const STEP_BYTES = 2 ** 16;

/** What may come: an object or, at the beginning, the end of the list; an object; a comma or the end; nothing. */
type Expected = 'list' | 'first' | 'object' | 'comma' | 'nothing';

const IN_WORDS: Readonly<Record<Expected, string>> = {
  list: 'a list of objects',
  first: 'an object or the end of the list',
  object: 'an object',
  comma: 'a comma or the end of the list',
  nothing: 'nothing after the list',
};

/** Reads a JSON array of objects, one at a time, whatever line breaks are in it. */
export class ArrayOfObjects {
  /** The number of the line that comes next. */
  line = 1;
  private expected: Expected = 'list';

  constructor(
    private readonly where: string,
    private readonly records: JsonRecords,
  ) {}

  /**
   * Adds the objects that are complete in bytes, as a cooperative task.
   *
   * @param isLast  whether the text ends at `end`
   * @returns the index after the last of them
   * @throws OnelayerError DATA_INVALID naming line and key
   */
  *adding(bytes: Buffer, end: number, isLast: boolean): Task<number> {
    let at = 0;
    let yielded = 0;
    while (at < end) {
      const code = bytes[at];
      if (code === LINE_FEED) this.line++;
      if (code <= 0x20 || isMark(bytes, at)) at++;
      else if (code === OPEN_OBJECT && ['first', 'object'].includes(this.expected)) {
        const next = endOfObject(bytes, at, end);
        if (next < 0) break;
        const text = bytes.toString('utf8', at, next);
        this.records.add(text, this.line);
        for (let i = at; i < next; i++) if (bytes[i] === LINE_FEED) this.line++;
        this.expected = 'comma';
        at = next;
      } else {
        this.expected = this.after(code, bytes.subarray(at, Math.min(at + 40, end)));
        at++;
      }
      if (at - yielded < STEP_BYTES) continue;
      yielded = at;
      yield;
    }
    if (isLast && this.expected !== 'nothing') {
      const got = 'the end of the file';
      throw invalid(
        this.where,
        `line ${this.line}: expected ${IN_WORDS[this.expected]}, got ${got}`,
      );
    }
    return at;
  }

  /** Passes a sign. @param text  from there on @returns what may come then */
  private after(code: number, text: Buffer): Expected {
    const { expected } = this;
    if (code === OPEN_LIST && expected === 'list') return 'first';
    if (code === CLOSE_LIST && (expected === 'first' || expected === 'comma')) return 'nothing';
    if (code === COMMA && expected === 'comma') return 'object';
    const got = show(text.toString().split('\n', 1)[0]);
    throw invalid(this.where, `line ${this.line}: expected ${IN_WORDS[expected]}, got ${got}`);
  }
}

/** Whether a byte is of a byte order mark at the beginning. */
function isMark(bytes: Buffer, at: number): boolean {
  return at < 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** Returns the index after an object that begins at `from`; −1 if it isn't complete. */
function endOfObject(bytes: Buffer, from: number, end: number): number {
  let depth = 0;
  for (let at = from; at < end; at++) {
    const code = bytes[at];
    if (code === QUOTE) {
      for (at++; at < end && bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
    } else if (code === OPEN_OBJECT || code === OPEN_LIST) depth++;
    else if ((code === CLOSE_OBJECT || code === CLOSE_LIST) && --depth === 0) return at + 1;
  }
  return -1;
}

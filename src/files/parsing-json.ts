import { show } from '../errors';
import type { Task } from '../tasks';
import { endOfString, JsonFault, wholeTokens } from './json-tokens';

/** The fault of a text that no parser would take. */
export const NO_JSON = 'what is no JSON';

/** Values parsed between two yields: a millisecond or so. */
const STEP_VALUES = 2 ** 13;

/** Lists and objects one in another: no file of ours has as many. */
const MOST_DEPTH = 256;

/** Keys of an object: no file of ours has as many. */
const MOST_KEYS = 2 ** 16;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** What a string may not have as it is, or what is to be decoded. */
// eslint-disable-next-line no-control-regex -- JSON forbids control characters
const NOT_PLAIN = /[\\\u0000-\u001f]/;

const WORDS = [['true', true], ['false', false], ['null', null]] as const; // prettier-ignore

const QUOTE = 0x22;
const COMMA = 0x2c;
const COLON = 0x3a;
const OPEN_LIST = 0x5b;
const CLOSE_LIST = 0x5d;
const OPEN_OBJECT = 0x7b;
const CLOSE_OBJECT = 0x7d;

/**
 * Parses JSON as a cooperative task: `JSON.parse` holds the event loop for as long as a large text
 * takes. A key that an object has twice is a fault; `JSON.parse` silently takes the last.
 *
 * @param pieces  of the text, cut anywhere
 * @throws JsonFault, and what comes from the pieces
 */
export function* parsingJson(pieces: Iterable<string>): Task<unknown> {
  const parser = new JsonParser(pieces);
  while (!parser.advance(STEP_VALUES)) yield;
  return parser.value;
}

class JsonParser {
  /** The whole value, once it is parsed. */
  value: unknown;
  /** Whole tokens, without any that was parsed before. */
  private text = '';
  private at = 0;
  private readonly texts: Iterator<string>;
  /** The lists and objects that are open, and the key to come of each; null in a list. */
  private readonly open: (unknown[] | Record<string, unknown>)[] = [];
  private readonly keys: (string | null)[] = [];
  /** The number of keys of each so far. */
  private readonly counts: number[] = [];

  constructor(pieces: Iterable<string>) {
    this.texts = wholeTokens(pieces);
  }

  /** Parses so many values. @returns whether that was all */
  advance(values: number): boolean {
    for (let i = 0; i < values; i++) if (this.next()) return true;
    return false;
  }

  /** Parses a value, or the beginning of a list or an object, and what closes after it. */
  private next(): boolean {
    const code = this.peek();
    if (code === OPEN_LIST || code === OPEN_OBJECT) {
      this.at++;
      if (this.open.length === MOST_DEPTH) {
        throw new JsonFault(`lists or objects in more than ${MOST_DEPTH} others`);
      }
      const container = code === OPEN_LIST ? [] : {};
      this.add(container);
      this.open.push(container);
      this.keys.push(null);
      this.counts.push(0);
      if (this.peek() !== closing(container)) {
        if (code === OPEN_OBJECT) this.key();
        return false;
      }
    } else {
      this.add(this.scalar(code));
    }
    return this.close();
  }

  private add(value: unknown): void {
    const container = this.open.at(-1);
    const key = this.keys.at(-1) ?? '';
    if (container === undefined) this.value = value;
    else if (Array.isArray(container)) container.push(value);
    else if (key !== '__proto__') container[key] = value;
    else {
      // An assignment would change the object's prototype.
      const own = { value, enumerable: true, configurable: true, writable: true };
      Object.defineProperty(container, key, own);
    }
  }

  /** Passes a comma, or what closes, after a value. @returns whether all is closed */
  private close(): boolean {
    for (;;) {
      const code = this.peek();
      const container = this.open.at(-1);
      if (container === undefined) {
        if (!Number.isNaN(code)) throw this.fault();
        return true;
      }
      this.at++;
      if (code === COMMA) {
        if (!Array.isArray(container)) this.key();
        return false;
      }
      if (code !== closing(container)) throw this.fault();
      this.open.pop();
      this.keys.pop();
      this.counts.pop();
    }
  }

  private key(): void {
    if (this.peek() !== QUOTE) throw this.fault();
    const key = this.string();
    if (this.peek() !== COLON) throw this.fault();
    this.at++;
    const object = this.open[this.open.length - 1];
    if (Object.hasOwn(object, key)) throw new JsonFault(`the key ${show(key)} twice`);
    if (++this.counts[this.counts.length - 1] > MOST_KEYS) {
      throw new JsonFault(`an object of more than ${MOST_KEYS} keys`);
    }
    this.keys[this.keys.length - 1] = key;
  }

  private scalar(code: number): unknown {
    if (code === QUOTE) return this.string();
    NUMBER.lastIndex = this.at;
    if (NUMBER.test(this.text)) {
      const from = this.at;
      this.at = NUMBER.lastIndex;
      return Number(this.text.slice(from, this.at));
    }
    for (const [word, value] of WORDS) {
      if (!this.text.startsWith(word, this.at)) continue;
      this.at += word.length;
      return value;
    }
    throw this.fault();
  }

  private string(): string {
    const { text } = this;
    const from = this.at + 1;
    const end = endOfString(text, from);
    if (end < 0) throw this.fault();
    this.at = end + 1;
    const raw = text.slice(from, end);
    if (!NOT_PLAIN.test(raw)) return raw;
    try {
      return JSON.parse(`"${raw}"`) as string;
    } catch {
      throw this.fault();
    }
  }

  /** The next character that is no white space, by its code; NaN at the end. */
  private peek(): number {
    for (;;) {
      while (this.at === this.text.length) if (!this.goOn()) return NaN;
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return code;
      this.at++;
    }
  }

  /** Takes the next text. @returns whether there is one */
  private goOn(): boolean {
    const next = this.texts.next();
    if (next.done === true) return false;
    [this.text, this.at] = [next.value, 0];
    return true;
  }

  private fault(): JsonFault {
    return new JsonFault(NO_JSON);
  }
}

function closing(container: unknown[] | object): number {
  return Array.isArray(container) ? CLOSE_LIST : CLOSE_OBJECT;
}

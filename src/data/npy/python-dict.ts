/** A value in a header: a text, True or False, or a tuple of integers. */
export type PythonValue = string | boolean | readonly number[];

const TEXT = String.raw`'[^'\\\n]*'|"[^"\\\n]*"`;

/** `(3, 4)`, `(3,)` or `()`; `(3)` is no tuple. Python 2 wrote some integers with an L at their end. */
const TUPLE = String.raw`\(\s*(?:(?:\d+L?\s*,\s*)+(?:\d+L?\s*)?)?\)`;

/** A key and its value, up to the next key; of a list, only its beginning. */
const ENTRY = new RegExp(
  String.raw`(${TEXT})\s*:\s*(\[|(?:${TEXT}|True|False|${TUPLE})(?=\s*(?:,|$)))\s*,?\s*`,
  'y',
);

/**
 * Parses a NumPy header, a Python dict of texts, booleans and tuples of integers. Nothing is
 * evaluated.
 *
 * @returns null if it is anything else; a list becomes null, and ends the dict
 */
export function parsePythonDict(literal: string): Map<string, PythonValue | null> | null {
  const braced = /^\{\s*(.*)\}$/s.exec(literal.trim());
  if (braced === null) return null;
  const [, entries] = braced;
  const dict = new Map<string, PythonValue | null>();
  ENTRY.lastIndex = 0;
  while (ENTRY.lastIndex < entries.length) {
    const found = ENTRY.exec(entries);
    if (found === null) return null;
    const key = found[1].slice(1, -1);
    if (dict.has(key)) return null;
    // A list has no end that matters: it says that the type is a structured one.
    if (found[2] === '[') return dict.set(key, null);
    dict.set(key, valueOf(found[2]));
  }
  return dict;
}

function valueOf(literal: string): PythonValue {
  if (literal === 'True' || literal === 'False') return literal === 'True';
  if (!literal.startsWith('(')) return literal.slice(1, -1);
  return Array.from(literal.matchAll(/\d+/g), ([digits]) => Number(digits));
}

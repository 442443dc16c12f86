/** A value in a header: a text, True or False, or a tuple of integers. */
export type PythonValue = string | boolean | readonly number[];

/** Python 2 wrote some integers with an L at their end. */
const TOKEN = /\s*('[^'\\\n]*'|"[^"\\\n]*"|True|False|\d+L?|[{}():,[\]])/y;

/**
 * Parses a NumPy header, a Python dict of texts, booleans and tuples of integers. Nothing is
 * evaluated.
 *
 * @returns null if it is anything else; a list becomes null, and ends the dict
 */
export function parsePythonDict(literal: string): Map<string, PythonValue | null> | null {
  const tokens = tokensOf(literal);
  if (tokens === null) return null;
  const dict = new Map<string, PythonValue | null>();
  let at = 0;
  const accept = (sign: string): boolean => tokens[at] === sign && ++at > 0;
  if (!accept('{')) return null;
  while (!accept('}')) {
    const key = textOf(tokens[at++]);
    if (key === null || dict.has(key) || !accept(':')) return null;
    // A list has no end that matters: it says that the type is a structured one.
    if (tokens[at] === '[') return dict.set(key, null);
    const value = valueAt(tokens, at);
    if (value === null) return null;
    dict.set(key, value.value);
    at = value.next;
    if (!accept(',') && tokens[at] !== '}') return null;
  }
  return at === tokens.length ? dict : null;
}

function tokensOf(literal: string): string[] | null {
  const text = literal.trimEnd();
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) return null;
    tokens.push(found[1]);
  }
  return tokens;
}

function textOf(token: string | undefined): string | null {
  return token !== undefined && /^['"]/.test(token) ? token.slice(1, -1) : null;
}

function valueAt(
  tokens: readonly string[],
  at: number,
): { value: PythonValue; next: number } | null {
  const token = tokens.at(at);
  if (token === 'True' || token === 'False') return { value: token === 'True', next: at + 1 };
  const text = textOf(token);
  if (text !== null) return { value: text, next: at + 1 };
  return token === '(' ? tupleAt(tokens, at + 1) : null;
}

/** Parses a tuple from its second token on: `(3, 4)`, `(3,)` or `()`; `(3)` isn't one. */
function tupleAt(
  tokens: readonly string[],
  first: number,
): { value: readonly number[]; next: number } | null {
  const numbers: number[] = [];
  for (let at = first; ;) {
    if (tokens[at] === ')') return { value: numbers, next: at + 1 };
    const token = tokens.at(at);
    if (token === undefined || !/^\d/.test(token)) return null;
    numbers.push(Number(token.replace('L', '')));
    at++;
    if (tokens[at] === ',') at++;
    else if (tokens[at] !== ')' || numbers.length === 1) return null;
  }
}

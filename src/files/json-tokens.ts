/** Says what a text has that isn't JSON, in words that continue `got`. */
export class JsonFault extends Error {}

/** Characters of a string: no file of ours has as many, and each piece looks at them again. */
const MOST_LENGTH = 2 ** 24;

/** The index of the quote that ends a string which begins at `from`; -1 if there is none. */
export function endOfString(text: string, from: number): number {
  let end = text.indexOf('"', from);
  while (end >= 0 && isEscaped(text, end, from)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, quote: number, from: number): boolean {
  let first = quote;
  while (first > from && text[first - 1] === '\\') first--;
  return (quote - first) % 2 === 1;
}

/** Cuts a text that comes in pieces where no token is cut: before or after a string, or after a comma. @throws JsonFault */
export function* wholeTokens(pieces: Iterable<string>): Generator<string> {
  let rest = '';
  for (const piece of pieces) {
    rest += piece;
    if (rest.length > MOST_LENGTH) {
      throw new JsonFault(`a value of more than ${MOST_LENGTH} characters`);
    }
    const end = endOfTokens(rest);
    yield rest.slice(0, end);
    rest = rest.slice(end);
  }
  yield rest;
}

function endOfTokens(text: string): number {
  let end = 0;
  for (let open = text.indexOf('"'); open >= 0; open = text.indexOf('"', end)) {
    const close = endOfString(text, open + 1);
    if (close < 0) return open;
    end = close + 1;
  }
  return Math.max(end, text.lastIndexOf(',') + 1);
}

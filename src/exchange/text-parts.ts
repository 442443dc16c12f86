/** Characters of a part: encoding them takes a millisecond. */
const PART = 2 ** 16;

/** Gathers texts into encoded parts of some size, as they come, so that none is held whole. */
export function* textParts(texts: Iterable<string>): Generator<Uint8Array> {
  let gathered = '';
  for (const text of texts) {
    gathered += text;
    if (gathered.length < PART) continue;
    yield Buffer.from(gathered);
    gathered = '';
  }
  yield Buffer.from(gathered);
}

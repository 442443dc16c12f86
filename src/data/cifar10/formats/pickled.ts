/** A pickled NumPy array: the argument of `ndarray.__setstate__`. */
export class PickledArray {
  state: unknown;
}

/** A pickled NumPy type, e.g. `u1`. */
export class PickledType {
  constructor(readonly code: unknown) {}
}

/** A text of Python's, in UTF-8: it is decoded where it is needed. */
export class PickledText {
  constructor(readonly utf8: Buffer) {}
}

/** A name that may be called. */
export class PickledName {
  constructor(readonly name: string) {}
}

/** The longest key or code that is looked at. */
const MOST_TEXT_BYTES = 64;

/** A key or a code as text: Python 2's string and Python 3's bytes are bytes; null if it is none. */
export function shortText(value: unknown): string | null {
  const bytes = value instanceof PickledText ? value.utf8 : value;
  if (!(bytes instanceof Uint8Array) || bytes.length > MOST_TEXT_BYTES) return null;
  return Buffer.from(bytes).toString(value instanceof PickledText ? 'utf8' : 'latin1');
}

/** Escapes control characters and line breaks in text from a file, so that it can't control a terminal. */
export function printable(text: string | number | boolean): string {
  return String(text).replace(
    /\p{C}/gu,
    (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

/**
 * Text out of a file, for a terminal: what is no letter, sign or space of it, such as the beginning of
 * a control sequence, becomes its number.
 */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, (sign) => `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`);
}

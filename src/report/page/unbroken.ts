/** Keeps a number and its unit on one line. */
export function unbroken(text: string): string {
  return text.replace(/ (?=%|points)/g, '\u00a0');
}

/** Line breaks and other white space but the spaces that keep words on one line. */
const BREAKS = /[\t\n\v\f\r \u2028\u2029]+/g;

/** Control characters, those that reorder text, halves of pairs, and what is no character. */
const UNFIT = /[\p{Control}\p{Surrogate}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu;

/** A text as a line of a document: one space between words, and a sign in place of what can't be shown. */
export function plainLine(text: string): string {
  return withoutUnfit(text.replace(BREAKS, ' ')).trim();
}

/** The lines of what is typed, their spaces as they are. */
export function plainLines(text: string): string[] {
  return text.split(/\r?\n/).map((line) => withoutUnfit(line.replaceAll('\t', ' ')));
}

function withoutUnfit(text: string): string {
  return text.normalize('NFC').replace(UNFIT, '\ufffd');
}

/** A day in words, e.g. `30 November 2026`. */
export function dayWords(created: string): string {
  return new Date(created).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
}

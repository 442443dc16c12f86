/** Texts that are looked at. */
const MOST_TEXTS = 1000;

const DIGITS = String.raw`(\d{1,3}([ ,.'’\u00a0\u202f]\d{3})+([.,]\d+)?|\d+([.,]\d+)?)`;

/** Numbers as people write them: with a currency or a percent sign, thousands apart, a decimal comma. */
const NUMBER = new RegExp(`^[-+−]?[€$£¥]?\\s?${DIGITS}\\s?[€$£¥%‰]?$`, 'u');

/** Dates with the name of the month. */
const DATE = /^(\d{1,2}[ .-]*\p{L}{3,9}[ .,-]+\d{2,4}|\p{L}{3,9}\.? \d{1,2},? \d{4})$/u;

/**
 * Says how to write texts so that they are numbers or dates, if all of them mean such to people; null
 * if they don't.
 */
export function adviceOn(texts: readonly string[]): string | null {
  const some = texts.slice(0, MOST_TEXTS);
  if (some.length === 0) return null;
  if (some.every((text) => NUMBER.test(text))) {
    // Codes such as 007 are numbers with signs around them to nobody.
    const dressed = some.find((text) => !/^\d+$/.test(text));
    if (dressed !== undefined) return `${dressed}: write numbers as digits with a decimal point`;
  }
  return some.every((text) => DATE.test(text)) ? `${some[0]}: write dates as 2021-03-04` : null;
}

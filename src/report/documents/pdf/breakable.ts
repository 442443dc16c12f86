import { plainLine } from '../plain-text';

/** Letters after which a word may be broken: no line has room for one of hundreds. */
const LONG = 20;

/** A text in which very long words may be broken. */
export function breakable(text: string): string {
  const long = new RegExp(`[^\\s\\u200b-]{${LONG}}(?=[^\\s\\u200b-])`, 'gu');
  return spaced(text, plainLine(text).replace(long, '$&\u200b'));
}

/** With the spaces around the text, as a part of a sentence has them. */
function spaced(text: string, plain: string): string {
  if (plain === '') return /\s/.test(text) ? ' ' : '';
  return `${text.startsWith(' ') ? ' ' : ''}${plain}${text.endsWith(' ') ? ' ' : ''}`;
}

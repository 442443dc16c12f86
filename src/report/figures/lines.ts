import { wrapped } from '../text/width';

/** Spaces that a line may end at: `λ 0.1` and `5 %` stay whole. */
const BETWEEN_WORDS = /(?<![λη]) (?!%)/;

/** Parts a text into lines of at most so many letters, unless a word is longer. */
export function inLines(text: string, letters: number): string[] {
  return wrapped(text.split(BETWEEN_WORDS), Math.floor(letters));
}

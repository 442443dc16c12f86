import { piecesOf, type Words } from '../../text/words';
import { plainLine } from '../plain-text';
import { bookmarkCharacter, latexCharacter } from './latex-symbols';

/** Letters after which a word may be broken: no line has room for one of hundreds. */
const LONG = 20;

/** Characters that fonts join with a neighbour of their kind into another one. */
const JOINED = /[-,'!?]/;

/** A text in LaTeX, where nothing in it is a command. */
export function escapeLatex(text: string): string {
  return escaped(plainLine(text));
}

function escaped(text: string): string {
  let written = '';
  let before = '';
  let unbroken = 0;
  for (const character of text) {
    if (JOINED.test(character) && character === before) written += '{}';
    unbroken = /[\s-]/.test(character) ? 0 : unbroken + 1;
    if (unbroken > LONG) {
      written += '\\allowbreak{}';
      unbroken = 1;
    }
    written += latexCharacter(character);
    before = character;
  }
  return written;
}

/** What is typed, a line of it, in a fixed-width font: quotation marks and spaces as they are. */
export function latexCode(line: string): string {
  const written = escaped(line)
    .replaceAll("'", '\\textquotesingle{}')
    .replace(/ (?= )/g, '\\ ');
  return `\\texttt{${written}}`;
}

/** A text with its parts that are set apart. */
export function latexWords(words: Words): string {
  return piecesOf(words)
    .map((piece) => {
      if (typeof piece !== 'string') {
        return 'strong' in piece ? `\\textbf{${escapeLatex(piece.strong)}}` : latexCode(piece.code);
      }
      const [, before = '', after = ''] = /^( ?)[^]*?( ?)$/.exec(piece) ?? [];
      return piece.trim() === '' ? before : `${before}${escapeLatex(piece)}${after}`;
    })
    .join('');
}

/** A heading, whose letters alone stand among the bookmarks. */
export function latexHeading(text: string): string {
  const written = escapeLatex(text);
  if (/^[\w ,.:()-]*$/.test(written)) return written;
  const plain = Array.from(plainLine(text), bookmarkCharacter).join('');
  return `\\texorpdfstring{${written}}{${plain}}`;
}

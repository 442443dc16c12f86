import { piecesOf, type Piece, type Words } from '../../text/words';
import { plainLine } from '../plain-text';

/** Escapes a text so that nothing in it is markup, a formula, a link or a reference. */
export function escapeMarkdown(text: string): string {
  return plainLine(text)
    .replace(/[\\`*_{}[\]<>&|~$#@^]/g, '\\$&')
    .replace(/:\/\//g, ':\\/\\/')
    .replace(/\bwww\./gi, (www) => `${www.slice(0, -1)}\\.`);
}

/** Escapes a text that begins a line, where a list, a heading or a rule could begin too. */
export function escapeLine(text: string): string {
  return escapeMarkdown(text)
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');
}

/** A text with its parts that are set apart. */
export function markdownWords(words: Words): string {
  return piecesOf(words)
    .map((piece, i) => {
      if (typeof piece === 'string') return between(piece, i === 0 ? escapeLine : escapeMarkdown);
      return 'strong' in piece ? `**${escapeMarkdown(piece.strong)}**` : codeSpan(piece);
    })
    .join('');
}

/** Keeps the spaces around a part of a line. */
function between(text: string, escape: (text: string) => string): string {
  const [, before = '', after = ''] = /^( ?)[^]*?( ?)$/.exec(text) ?? [];
  return text.trim() === '' ? before : `${before}${escape(text)}${after}`;
}

function codeSpan({ code }: Extract<Piece, { readonly code: string }>): string {
  const text = plainLine(code);
  const fence = '`'.repeat(longestRun(text) + 1);
  const room = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${room}${text}${room}${fence}`;
}

/** The length of the longest run of backticks. */
export function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

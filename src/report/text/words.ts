/** A part of a text: plain, or set apart. */
export type Piece = string | { readonly strong: string } | { readonly code: string };

/** A text, of which parts may be set apart. */
export type Words = string | readonly Piece[];

/** The pieces of a text. */
export function piecesOf(words: Words): readonly Piece[] {
  return typeof words === 'string' ? [words] : words;
}

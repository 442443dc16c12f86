import { piecesOf, type Words } from '../text/words';

/** A text with its parts that are set apart. */
export function Worded({ words }: { readonly words: Words }) {
  return (
    <>
      {piecesOf(words).map((piece) => {
        if (typeof piece === 'string') return piece;
        return 'strong' in piece ? <b>{piece.strong}</b> : <code>{piece.code}</code>;
      })}
    </>
  );
}

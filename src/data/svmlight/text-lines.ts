import { formatInWords, knownFormat } from '../../files';
import { unzippedBeginningOf } from '../bytes/beginning';
import { invalid } from '../bytes/faults';

const NEWLINE = 0x0a;

/** The most bytes of a line: some ten million values. */
const MOST_BYTES = 2 ** 27;

/** Consecutive lines of a text, without their line breaks. */
export interface TextLines {
  readonly lines: readonly string[];
  /** The number of the first one, from 1. */
  readonly first: number;
}

/**
 * Yields the lines of a text in UTF-8, packed by gzip or not, as they come.
 *
 * @param chunks  closed at the end
 * @throws OnelayerError DATA_INVALID if the first bytes are of a known format of another kind
 */
export async function* textLines(
  where: string,
  chunks: AsyncIterable<Uint8Array>,
  expected: string,
): AsyncGenerator<TextLines, void, void> {
  const { head, chunks: all, close } = await unzippedBeginningOf(where, chunks);
  if (knownFormat(head) !== null || head.includes(0)) {
    await close();
    throw invalid(where, `expected ${expected}, got ${formatInWords(head)}`);
  }
  let rest: Uint8Array[] = [];
  let length = 0;
  let first = 1;
  for await (const chunk of all) {
    const end = chunk.lastIndexOf(NEWLINE);
    if (end >= 0) {
      const lines = textOf([...rest, chunk.subarray(0, end)]).split('\n');
      yield { lines, first };
      first += lines.length;
      rest = [];
      length = 0;
    }
    // A copy: the piece may be valid until the next is requested only.
    rest.push(Uint8Array.from(chunk.subarray(end + 1)));
    length += chunk.length - end - 1;
    if (length > MOST_BYTES) {
      throw invalid(where, `line ${first}: expected at most ${MOST_BYTES} bytes, got more`);
    }
  }
  if (length > 0) yield { lines: [textOf(rest)], first };
}

function textOf(pieces: readonly Uint8Array[]): string {
  return Buffer.concat(pieces).toString('utf8');
}

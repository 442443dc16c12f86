import { formatInWords, knownFormat, utf16Of } from '../../files';
import { unzippedBeginningOf } from '../bytes/beginning';
import { invalid } from '../bytes/faults';
import type { CsvDialect, CsvLine } from './csv-line';
import { csvLines } from './csv-lines';
import { delimiterOf, hasDecimalCommas, withPoint } from './dialect';

/** A first line by which Excel knows the delimiter. */
const SEPARATOR_LINE = /^\ufeff?sep=([^"\r\n\u0080-\uffff])\r?\n/i;

/** A CSV whose beginning is known. */
export interface OpenCsv {
  readonly dialect: CsvDialect;
  /** Its text in UTF-8, perhaps with a byte order mark; closed at the end. */
  readonly utf8: AsyncIterable<Uint8Array>;
}

/**
 * Opens a CSV, whatever its bytes are: UTF-8, or UTF-16 with or without a byte order mark; packed by
 * gzip or not. Where no delimiter is given, the first lines tell; so they do of decimal commas, if the
 * delimiter isn't a comma itself.
 *
 * @throws OnelayerError DATA_INVALID if the first bytes are of another format
 */
export async function openingCsv(
  where: string,
  bytes: AsyncIterable<Uint8Array>,
  given: string | undefined,
): Promise<OpenCsv> {
  const { head, chunks, close } = await unzippedBeginningOf(where, bytes);
  const known = knownFormat(head);
  const utf16 = known === null ? utf16Of(head) : null;
  if (known !== null || (utf16 === null && head.includes(0))) {
    await close();
    throw known === null ? noText(where, head) : invalid(where, `expected CSV, got ${known}`);
  }
  const text = utf16 === null ? head.toString('utf8') : new TextDecoder(utf16).decode(head);
  const delimiter = given ?? SEPARATOR_LINE.exec(text)?.[1] ?? delimiterOf(text);
  const hasCommas = delimiter !== ',' && hasDecimalCommas(text, delimiter);
  const hasMark = utf16 !== null || text.startsWith('\ufeff');
  const utf8 = utf16 === null ? chunks : asUtf8(where, chunks, utf16);
  return { dialect: { delimiter, hasDecimalCommas: hasCommas, hasMark }, utf8 };
}

/** The error of a beginning with zero bytes, in a text that has lines before it or not. */
function noText(where: string, head: Buffer): Error {
  const lines = head
    .subarray(0, head.indexOf(0))
    .toString('latin1')
    .split(/\r\n|\n|\r/);
  const isText = lines.length > 1 && formatInWords(Buffer.from(lines[0])).startsWith('text');
  if (!isText) return invalid(where, `expected CSV, got ${formatInWords(head)}`);
  return invalid(where, `line ${lines.length}: expected text, got a NUL byte`);
}

/**
 * Yields the lines of a CSV, as `csvLines` does. Cells with decimal commas become numbers with points.
 *
 * @param told  called with how the cells are written, before the first lines
 * @throws OnelayerError DATA_INVALID if the first bytes are of another format
 */
export async function* linesOfCsv(
  where: string,
  bytes: AsyncIterable<Uint8Array>,
  given: string | undefined,
  told: (dialect: CsvDialect) => void = () => undefined,
): AsyncGenerator<readonly CsvLine[], void, void> {
  const { dialect, utf8 } = await openingCsv(where, bytes, given);
  told(dialect);
  for await (const lines of csvLines(where, utf8, dialect.delimiter)) {
    yield dialect.hasDecimalCommas ? lines.map(withPoints) : lines;
  }
}

function withPoints({ cells, line }: CsvLine): CsvLine {
  return { cells: cells.map(withPoint), written: cells, line };
}

/** Converts UTF-16 as it comes. */
export async function* asUtf8(
  where: string,
  chunks: AsyncIterable<Uint8Array>,
  encoding: 'utf-16le' | 'utf-16be',
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
    yield Buffer.from(decoder.decode());
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw invalid(where, 'expected text in UTF-8 or UTF-16: it is damaged or truncated', error);
  }
}

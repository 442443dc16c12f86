import { formatInWords, knownFormat, utf16Of } from '../../files';
import { unzippedBeginningOf } from '../bytes/beginning';
import { invalid } from '../bytes/faults';
import type { CsvDialect, CsvLine } from './csv-line';
import { csvLines } from './csv-lines';
import { delimiterOf, hasDecimalCommas, withPoint } from './dialect';

/**
 * Yields the lines of a CSV, as `csvLines` does, whatever its bytes are: UTF-8, or UTF-16 with or
 * without a byte order mark; packed by gzip or not. Where no delimiter is given, the first lines tell,
 * and cells with decimal commas become numbers with points if the delimiter isn't a comma itself.
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
  const { head, chunks, close } = await unzippedBeginningOf(where, bytes);
  const known = knownFormat(head);
  const utf16 = known === null ? utf16Of(head) : null;
  if (known !== null || (utf16 === null && head.includes(0))) {
    await close();
    throw invalid(where, `expected CSV, got ${formatInWords(head)}`);
  }
  const text = utf16 === null ? head.toString('utf8') : new TextDecoder(utf16).decode(head);
  const delimiter = given ?? delimiterOf(text);
  const isPlain = delimiter === ',' || !hasDecimalCommas(text, delimiter);
  const hasMark = utf16 !== null || text.startsWith('\ufeff');
  told({ delimiter, hasDecimalCommas: !isPlain, hasMark });
  const utf8 = utf16 === null ? chunks : asUtf8(where, chunks, utf16);
  for await (const lines of csvLines(where, utf8, delimiter)) {
    yield isPlain ? lines : lines.map(withPoints);
  }
}

function withPoints({ cells, line }: CsvLine): CsvLine {
  return { cells: cells.map(withPoint), written: cells, line };
}

async function* asUtf8(
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

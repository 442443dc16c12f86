import type { Readable } from 'node:stream';
import { invalid } from '../bytes/faults';

/** A line, or a quoted cell, of more bytes is taken for a quote that was never closed. */
const MOST_LINE_BYTES = 2 ** 24;

/** A line of a file, as csv-parse returns it. */
export interface CsvLine {
  /** Its cells. */
  readonly record: readonly string[];
  /** Its number in the file, from 1: that of its end, if it has quoted line breaks. */
  readonly info: { readonly lines: number };
}

/**
 * Parses CSV in UTF-8, and yields its lines as they come: each time all that are there, so that
 * none waits for bytes that haven't come yet. Blank lines are left out.
 *
 * @param text  destroyed at the end
 * @throws OnelayerError DATA_INVALID naming the line, after all lines before it; the text's own error
 */
export async function* csvLines(
  where: string,
  text: Readable,
  delimiter: string,
): AsyncGenerator<readonly CsvLine[], void, void> {
  const { parse, CsvError } = await import('csv-parse');
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    max_record_size: MOST_LINE_BYTES,
    // Else those of the first line hold for all: files that were joined may have several.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  const waiting = (): CsvLine[] => {
    const lines: CsvLine[] = [];
    while (parser.readableLength > 0) lines.push(parser.read() as CsvLine);
    return lines;
  };
  text.once('error', (error) => parser.destroy(error)).pipe(parser);
  try {
    for await (const first of parser as AsyncIterable<CsvLine>) yield [first, ...waiting()];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    yield waiting();
    throw invalid(where, `line ${parser.info.lines}: ${error.message}`, error);
  } finally {
    text.destroy();
  }
}

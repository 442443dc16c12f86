import { dependency } from '../../files';
import { invalid } from '../bytes/faults';

/** A line, or a quoted cell, of more bytes is taken for a quote that was never closed. */
const MOST_LINE_BYTES = 2 ** 24;

export interface CsvLine {
  readonly cells: readonly string[];
  /** Its number in the file, from 1: that of its end, if it has quoted line breaks. */
  readonly line: number;
}

/**
 * Parses CSV in UTF-8, and yields its lines as they come: with each chunk of text all that are
 * complete, so that none waits for bytes that haven't come yet. Blank lines are left out.
 *
 * @param text  closed at the end
 * @throws OnelayerError DATA_INVALID naming the line, after all lines before it; the text's own error
 */
export async function* csvLines(
  where: string,
  text: AsyncIterable<Uint8Array>,
  delimiter: string,
): AsyncGenerator<readonly CsvLine[], void, void> {
  const { parse } = dependency(
    'csv-parse',
    () => require('csv-parse') as typeof import('csv-parse'),
  );
  const lines: CsvLine[] = [];
  const parser = parse({
    bom: true,
    delimiter,
    max_record_size: MOST_LINE_BYTES,
    // As a stream of lines, the parser takes longer.
    on_record: (cells: string[], { lines: line }) => void lines.push({ cells, line }),
    // Else those of the first line hold for all: files that were joined may have several.
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  });
  let fault: Error | null | undefined;
  parser.on('error', (error) => (fault = error));
  for await (const chunk of text) {
    await new Promise((resolve) => parser.write(chunk, resolve));
    yield lines.splice(0);
    if (fault) break;
  }
  if (!fault) await new Promise((resolve) => parser.on('close', resolve).end().resume());
  yield lines.splice(0);
  if (fault) throw invalid(where, `line ${parser.info.lines}: ${fault.message}`, fault);
}

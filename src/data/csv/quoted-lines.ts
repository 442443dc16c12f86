import { show } from '../../errors';
import { dependency } from '../../files';
import type { CsvLine, ParsedLines } from './csv-line';

/** An error of the parser, as far as it is used. */
interface Fault {
  readonly code?: string;
  readonly message: string;
  readonly lines?: number;
  readonly index?: number;
  readonly column?: number | string;
}

/**
 * Parses whole lines, some of which have quotes (RFC 4180; blanks around them are no part of a cell).
 *
 * @param first  the number of the first line
 */
export function quotedLines(text: string, delimiter: string, first: number): ParsedLines {
  const lines: CsvLine[] = [];
  let last = 0;
  const { parse } = dependency(
    'csv-parse',
    () => require('csv-parse/sync') as typeof import('csv-parse/sync'),
  );
  try {
    parse(text, {
      delimiter,
      on_record: (cells: string[], { lines: line }) => {
        last = line;
        const isBlank = cells.length === 1 && cells[0].trim() === '';
        if (!isBlank) lines.push({ cells, line: first - 1 + line });
        return null;
      },
      // Else those of the first line hold for all: files that were joined may have several.
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    });
  } catch (error) {
    return { lines, count: 0, fault: faultText(error as Fault, first, last) };
  }
  return { lines, count: text.match(/\r\n|\n|\r/g)?.length ?? 0, fault: null };
}

/** Says in our words what the parser found. */
function faultText(fault: Fault, first: number, before: number): string {
  const isOpen = fault.code === 'CSV_QUOTE_NOT_CLOSED';
  const line = first - 1 + (isOpen ? before + 1 : (fault.lines ?? before + 1));
  const place = `line ${line}, column ${(fault.index ?? 0) + 1}`;
  switch (fault.code) {
    case 'CSV_INVALID_CLOSING_QUOTE':
    case 'CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE':
      return `${place}: expected the end of the cell after its closing quote, got more text`;
    case 'INVALID_OPENING_QUOTE':
      return `${place}: expected a quote at the beginning of the cell alone, got one inside: put the whole cell in quotes, and write two for each quote in it`;
    case 'CSV_QUOTE_NOT_CLOSED':
      return `${place}: expected a closing quote, got the end of the file`;
    default:
      return `${place}: expected CSV, got what can't be parsed: ${show(fault.message)}`;
  }
}

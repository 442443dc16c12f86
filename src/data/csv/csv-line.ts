export interface CsvLine {
  readonly cells: readonly string[];
  /** The cells as the file has them, where those above have points for decimal commas. */
  readonly written?: readonly string[];
  /** Its number in the file, from 1: that of its end, if it has quoted line breaks. */
  readonly line: number;
}

/** How a file writes its cells. */
export interface CsvDialect {
  /** The character between cells. */
  readonly delimiter: string;
  /** Whether its numbers have decimal commas. */
  readonly hasDecimalCommas: boolean;
  /** Whether it begins with a byte order mark, by which spreadsheets know UTF-8. */
  readonly hasMark: boolean;
}

/** Lines of a text, the number of its line breaks, and what ended them too early. */
export interface ParsedLines {
  readonly lines: readonly CsvLine[];
  readonly count: number;
  readonly fault: string | null;
}

export interface CsvLine {
  readonly cells: readonly string[];
  /** Its number in the file, from 1: that of its end, if it has quoted line breaks. */
  readonly line: number;
}

/** Lines of a text, the number of its line breaks, and what ended them too early. */
export interface ParsedLines {
  readonly lines: readonly CsvLine[];
  readonly count: number;
  readonly fault: string | null;
}

import type { Content, ContentTable, TableCell } from 'pdfmake/interfaces';
import type { Table } from '../document';
import { breakable } from './breakable';

/** The text's width, the size of letters in tables, and the smallest: points. */
const WIDTH = 482;
const LARGEST = 9;
const SMALLEST = 4;

/** The width of an average letter and of the room between columns, in sizes of letters. */
const LETTER = 0.62;
const GAP = 1.2;

/** Words of a long text, which are wrapped; letters. */
const PROSE = 45;

/** A table, in letters as small as it takes to fit. */
export function pdfTable({ headings, rows, columns }: Table): ContentTable {
  const prose = columns.map(
    (column, j) => column === 'prose' || rows.some((row) => row[j].length > PROSE),
  );
  const size = fittingSize(headings, rows, prose);
  const cells = (row: readonly string[], bold: boolean): TableCell[] =>
    row.map((text, j) => ({
      text: breakable(text),
      bold,
      noWrap: !bold && !prose[j],
      fontSize: size,
      alignment: columns[j] === 'number' ? 'right' : 'left',
    }));
  return {
    layout: 'ruled',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: prose.map((isProse) => (isProse ? '*' : 'auto')),
      body: [cells(headings, true), ...rows.map((row) => cells(row, false))],
    },
  };
}

/** The size at which the names and numbers and the longest words of the others stand side by side. */
function fittingSize(
  headings: readonly string[],
  rows: readonly (readonly string[])[],
  prose: readonly boolean[],
): number {
  const letters = headings.map((heading, j) => {
    const cells = rows.flatMap((row) => (prose[j] ? wordsOf(row[j]) : [row[j]]));
    return Math.max(...[...wordsOf(heading), ...cells].map((text) => Array.from(text).length));
  });
  const ems = letters.reduce((sum, length) => sum + LETTER * length + GAP, 0);
  return Math.max(SMALLEST, Math.min(LARGEST, WIDTH / ems));
}

function wordsOf(text: string): string[] {
  return breakable(text).split(/[ \u200b]/);
}

/** A table with its caption above it, on one page unless it is long. */
export function captioned(table: Table, number: number): Content {
  const caption: Content = {
    text: [{ text: `Table ${number}. `, bold: true }, breakable(table.caption)],
    fontSize: 9,
    margin: [0, 8, 0, 4],
  };
  return { stack: [caption, pdfTable(table)], margin: [0, 0, 0, 10] };
}

import Table from 'cli-table3';
import { columnsOf, padded, textWidth, wordsOf, wrapped } from './width';

type Rows = readonly (readonly string[])[];

/** The columns that are left-aligned, as texts are: the first, or the first and the last; or none. */
type LeftAligned = 'left' | 'left at both ends' | 'right';

/** The border, and two narrower forms without one: what stands between columns, and how wide it all is. */
const FRAMES = [
  { gap: null, around: (columns: number) => 3 * columns + 1 },
  { gap: '  ', around: (columns: number) => 2 * (columns - 1) },
  { gap: ' ', around: (columns: number) => columns - 1 },
];

/**
 * Formats a table for the terminal, right-aligned; columns of texts may be left-aligned. If it is too
 * wide, its cells are wrapped at words, then its border is left out, and at last each row becomes a list.
 *
 * @param columns  the width to fit into: by default that of standard output; undefined for any
 */
export function table(
  head: readonly string[],
  rows: Rows,
  align: LeftAligned = 'right',
  columns: number | undefined = columnsOf(process.stdout),
): string {
  const all = [head, ...rows];
  const natural = head.map((_, j) => Math.max(...all.map((row) => textWidth(row[j]))));
  const least = head.map((_, j) =>
    Math.max(...all.flatMap((row) => wordsOf(row[j])).map(textWidth), 0),
  );
  for (const { gap, around } of FRAMES) {
    const room = (columns ?? Infinity) - around(head.length);
    if (sum(least) > room) continue;
    const widths = narrowed(natural, least, room);
    const wrap = (row: readonly string[]): string[] =>
      row.map((cell, j) => wrappedCell(cell, widths[j]));
    return drawn(wrap(head), rows.map(wrap), align, gap);
  }
  return rows.map((row) => listOf(head, row, columns ?? Infinity)).join('\n');
}

/** Takes columns from the widest until all fit, and none of a column's longest word. */
function narrowed(natural: readonly number[], least: readonly number[], room: number): number[] {
  const widths = [...natural];
  while (sum(widths) > room) {
    const spare = widths.map((width, j) => (width > least[j] ? width : 0));
    widths[spare.indexOf(Math.max(...spare))]--;
  }
  return widths;
}

function wrappedCell(cell: string, width: number): string {
  return textWidth(cell) <= width ? cell : wrapped(wordsOf(cell), width).join('\n');
}

function drawn(head: string[], rows: string[][], align: LeftAligned, gap: string | null): string {
  const isText = (j: number): boolean =>
    (j === 0 && align !== 'right') || (j === head.length - 1 && align === 'left at both ends');
  const colAligns = head.map((_, j) => (isText(j) ? 'left' : 'right'));
  const style = { head: [], border: [], compact: true };
  const options =
    gap === null ? { style } : { style: { ...style, ...NO_PADDING }, chars: open(gap) };
  const made = new Table({ head, colAligns, ...options });
  made.push(...rows);
  const text = made.toString();
  return gap === null ? text : text.replace(/ +$/gm, '');
}

const NO_PADDING = { 'padding-left': 0, 'padding-right': 0 };

/** The signs of a table without a border. */
function open(middle: string) {
  const sides = ['top', 'bottom', 'left', 'right', 'mid', 'left-mid', 'mid-mid', 'right-mid'];
  const corners = ['top-mid', 'top-left', 'top-right', 'bottom-mid', 'bottom-left', 'bottom-right'];
  return { ...Object.fromEntries([...sides, ...corners].map((side) => [side, ''])), middle };
}

/** A row as lines of names and values, below the first value; the values in a column if they fit. */
function listOf(head: readonly string[], row: readonly string[], columns: number): string {
  const [name, ...names] = head;
  const [title, ...values] = row;
  const width = Math.max(...names.map(textWidth));
  const fits = width + Math.max(...values.map(textWidth)) + 4 <= columns;
  const lines = names.map((each, j) =>
    `  ${fits ? padded(each, width + 1) : each} ${values[j]}`.trimEnd(),
  );
  return [`${name} ${title}`.trim(), ...lines].filter((line) => line !== '').join('\n');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

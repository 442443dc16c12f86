/** What may stand between cells, the likeliest first. */
const DELIMITERS = [',', ';', '\t', '|'];

/** What makes it likely that a cell is several. */
const OTHERS = /[;\t|]/;

/** Lines that are looked at. */
const MOST_LINES = 20;

/** A finite number in decimal notation. */
const DECIMAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;
const COMMA_NUMBER = /^\s*[+-]?\d*,\d+([eE][+-]?\d+)?\s*$/;
const THOUSANDS = /^\s*[+-]?[1-9]\d{0,2}(,\d{3})+\s*$/;

/**
 * Finds out what stands between the cells of a CSV: what cuts its first lines into equally many cells, at
 * least two, most of them numbers and without another delimiter. A comma if nothing does.
 *
 * @param head  the beginning of the text
 */
export function delimiterOf(head: string): string {
  const lines = wholeLines(head);
  let best = ',';
  let most = -Infinity;
  for (const delimiter of DELIMITERS) {
    const rows = lines.map((line) => cellsOf(line, delimiter));
    const count = rows[0]?.length ?? 0;
    if (count < 2 || rows.some(({ length }) => length !== count)) continue;
    const cells = rows.flat();
    const isCell = delimiter === ',' ? isNumber : (cell: string) => isNumber(cell) || isComma(cell);
    const others = cells.filter((cell) => OTHERS.test(cell)).length;
    const share = (cells.filter(isCell).length - others) / cells.length;
    if (share > most) [best, most] = [delimiter, share];
  }
  return best;
}

/**
 * Whether the numbers of the first lines have decimal commas: some must, none may have a point, and not
 * all may be thousands, `1,234`.
 */
export function hasDecimalCommas(head: string, delimiter: string): boolean {
  const cells = wholeLines(head).flatMap((line) => cellsOf(line, delimiter));
  const commas = cells.filter(isComma);
  const hasPoints = cells.some((cell) => cell.includes('.') && isNumber(cell));
  return !hasPoints && commas.some((cell) => !THOUSANDS.test(cell));
}

/** Whether text means the finite number that `Number` takes it for. */
export function isDecimal(text: string, value: number): boolean {
  if (!Number.isFinite(value)) return false;
  // A digit or a point at the first two places rules out 0x10, and text that is blank.
  const [first, second] = [text.charCodeAt(0), text.charCodeAt(1)];
  const isPlain = first >= 48 && first <= 57 && !(second > 57);
  // `Number` understands hexadecimal numbers too.
  return isPlain || DECIMAL.test(text);
}

const isNumber = (cell: string): boolean => DECIMAL.test(cell);
const isComma = (cell: string): boolean => COMMA_NUMBER.test(cell);

/** Replaces the decimal comma of a number by a point. */
export const withPoint = (cell: string): string => (isComma(cell) ? cell.replace(',', '.') : cell);

/** Of a text that is cut off within its first line, that. */
function wholeLines(head: string): string[] {
  const lines = head.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  if (lines.length > 1) lines.pop();
  return lines.filter((line) => line.trim() !== '').slice(0, MOST_LINES);
}

/** Cuts a line where no quotes are open; those of quoted cells are left out. */
function cellsOf(line: string, delimiter: string): string[] {
  const cells = [''];
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) cells.push('');
    else cells[cells.length - 1] += character;
  }
  return cells;
}

import CliTable from 'cli-table3';

/** A table before it is written; the first column is text, the others are figures. */
export interface Table {
  readonly headings: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** A table for a terminal. */
export function terminalTable({ headings, rows }: Table): string {
  const table = new CliTable({
    head: [...headings],
    colAligns: headings.map((_, i) => (i === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

/** A table for a Markdown file. */
export function markdownTable({ headings, rows }: Table): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const rule = line(headings.map((_, i) => (i === 0 ? '---' : '---:')));
  return [line(headings), rule, ...rows.map(line)].join('\n');
}

const MISSING = '–';

/** Seconds as milliseconds. */
export function milliseconds(seconds: number | null): string {
  return seconds === null ? MISSING : figures(1000 * seconds);
}

/** Three significant digits, without an exponent. */
export function figures(value: number | null): string {
  if (value === null) return MISSING;
  if (Math.abs(value) >= 100) return value.toFixed(0);
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/** A fraction in whole per cent. */
export function share(fraction: number | null): string {
  return fraction === null ? MISSING : `${(100 * fraction).toFixed(0)} %`;
}

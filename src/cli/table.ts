import Table from 'cli-table3';
import { printable } from './printable';

/** Formats a table for the terminal: the first column left-aligned, the others right-aligned. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const made = new Table({
    head: [...head],
    colAligns: head.map((_, j) => (j === 0 ? 'left' : 'right')),
    style: { head: [], border: [], compact: true },
  });
  made.push(...rows.map((row) => row.map(printable)));
  return made.toString();
}

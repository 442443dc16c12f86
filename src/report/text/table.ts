import Table from 'cli-table3';

/** Formats a table for the terminal, right-aligned; the first column may be left-aligned. */
export function table(
  head: string[],
  rows: readonly string[][],
  first: 'left' | 'right' = 'right',
): string {
  const colAligns = head.map((_, j) => (j === 0 ? first : 'right'));
  const made = new Table({ head, colAligns, style: { head: [], border: [], compact: true } });
  made.push(...rows);
  return made.toString();
}

import { invalid } from '../../../data';
import { show } from '../../../errors';
import type { TableOptions } from '../format';

/**
 * Asserts that the first line may be the header, where columns are wanted by name: it isn't if a line
 * below has the names, or if nothing is between its cells that is known.
 *
 * @param rows   the first rows, as texts
 * @param lines  their numbers in the file
 * @throws OnelayerError DATA_INVALID naming the lines
 */
export function assertFirstLine(
  where: string,
  rows: readonly (readonly string[])[],
  lines: ArrayLike<number>,
  { expected = [], header = 'auto' }: TableOptions,
): void {
  const isExpected = (cell: string): boolean => expected.includes(cell.trim());
  const [first] = rows;
  if (header === false || expected.length === 0 || first.some(isExpected)) return;
  const isTitle = (row: readonly string[]): boolean =>
    row.length !== first.length ||
    first[0].startsWith('#') ||
    first.filter((cell) => cell.trim() !== '').length < 2;
  const place = `${where}: line ${lines[0]}`;
  const got = show(first[0].trim());
  const below = rows.findIndex((row) => isTitle(row) && row.some(isExpected));
  if (below > 0) {
    const cure = `line ${lines[below]} has them: delete what is before it`;
    throw invalid(place, `expected the names of the columns, got ${got}; ${cure}`);
  }
  if (first.length > 1) return;
  const cells = 'cells between commas, semicolons, tabs or bars';
  throw invalid(place, `expected ${cells}, one of them ${show(expected[0])}, got ${got}`);
}

import { columnOf, invalid } from '../../data';
import { show } from '../../errors';
import type { TableOptions } from './format';

/**
 * Chooses the columns that are read, in the file's order.
 *
 * @param names  of all columns
 * @param index  columns that are left out unless they are named
 * @throws OnelayerError DATA_INVALID if a column isn't there, or if two that are read have one name
 */
export function chosenColumns(
  where: string,
  names: readonly string[],
  { only, without = [] }: Pick<TableOptions, 'only' | 'without'>,
  index: readonly number[] = [],
): number[] {
  const line = { where, cells: names, names };
  const left = new Set(without.map((column) => columnOf(line, column, 'column to leave out')));
  const taken = only && new Set(only.map((column) => columnOf(line, column, 'column')));
  const isRead = (j: number): boolean =>
    !left.has(j) && (taken === undefined ? !index.includes(j) : taken.has(j));
  const columns = names.flatMap((_, j) => (isRead(j) ? [j] : []));
  const first = new Map<string, number>();
  for (const j of columns) {
    const before = first.get(names[j]);
    if (before !== undefined) {
      const what = `expected each name once, got ${show(names[j])} in columns ${before + 1} and ${j + 1}`;
      throw invalid(where, `${what}: rename one, or leave it out by its index, ${j}`);
    }
    first.set(names[j], j);
  }
  if (columns.length === 0) throw invalid(where, 'expected columns, got none');
  return columns;
}

/** A missing or infinite value, or a number with a decimal comma. */
const NO_NAME = /^([?-]|n\/?a|nan|null|none|[+-]?inf(inity)?|[+-]?\d+,\d+)$/i;

/** Whether a trimmed cell is a number; an empty one is none. */
function isNumeric(cell: string): boolean {
  return cell !== '' && !Number.isNaN(Number(cell));
}

/**
 * Whether cells of features are names: none is a number, and not all look like missing values. One
 * name will do: `Na` may be missing, or sodium. A sample taken for a header would be lost.
 *
 * @param features  trimmed
 */
export function areNames(features: readonly string[]): boolean {
  if (features.some(isNumeric)) return false;
  return features.some((cell) => cell !== '' && !NO_NAME.test(cell));
}

/**
 * Whether cells are consecutive integers from 0 or 1, as columns without names are called by programs;
 * the first may be empty, as pandas leaves that of its index.
 *
 * @param cells  trimmed
 */
export function areColumnNumbers(cells: readonly string[]): boolean {
  const named = cells.at(0) === '' ? cells.slice(1) : cells;
  const first = named.at(0) === '1' ? 1 : 0;
  return named.length > 0 && named.every((cell, j) => cell === String(first + j));
}

/**
 * Names the columns of a header: those without a name by their number, from 1.
 *
 * @param cells  trimmed
 */
export function columnNames(cells: readonly string[]): string[] {
  return cells.map((cell, j) => (cell === '' ? unnamed(j) : cell));
}

/** What a column without a name is called. */
export function unnamed(j: number): string {
  return `column ${j + 1}`;
}

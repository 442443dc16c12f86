/** One to eight eighths of a column. */
const EIGHTHS = '▏▎▍▌▋▊▉█';

/**
 * Draws a bar of so many columns at most.
 *
 * @param fraction   how much of it is full, from 0 to 1
 * @param isUnicode  whether there are eighths of a column
 */
export function barSigns(fraction: number, columns: number, isUnicode: boolean): string {
  const inside = Math.min(1, Math.max(0, fraction));
  if (!isUnicode) return '#'.repeat(Math.round(columns * inside));
  const eighths = Math.round(8 * columns * inside);
  const rest = eighths % 8;
  return '█'.repeat(Math.floor(eighths / 8)) + (rest === 0 ? '' : EIGHTHS[rest - 1]);
}

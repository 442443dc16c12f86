/** Formats a number of things, e.g. `1 thread`, `2 threads`. */
export function count(number: number, thing: string, ending = 's'): string {
  return `${number} ${thing}${number === 1 ? '' : ending}`;
}

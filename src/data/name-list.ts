import { show } from '../errors';

/** Names in a message: the first eight, in quotes. */
export function nameList(names: readonly string[]): string {
  const more = names.length > 8 ? `, … (${names.length} in all)` : '';
  return names.slice(0, 8).map(show).join(', ') + more;
}

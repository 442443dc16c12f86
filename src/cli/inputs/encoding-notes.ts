import { show } from '../../errors';
import type { EncodedTable } from '../../tables/encode';
import type { Preparation } from '../../tables/preparation';
import type { Table } from '../../tables/table';

/** The most columns that a note names. */
const FEW = 8;

/** Says which columns of a table a classifier has never seen; null if there are none. */
export function ignoredText(
  { columns, omitted, labels }: Preparation,
  { columns: found, where }: Pick<Table, 'columns' | 'where'>,
): string | null {
  const known = new Set([...columns, ...omitted].map(({ name }) => name).concat(labels));
  const others = found.map(({ name }) => name).filter((name) => !known.has(name));
  if (others.length === 0) return null;
  return `${where}: left out ${listed(others.map(show))}: no columns of the classifier`;
}

/** Counts the values of a file that are new to a classifier. */
export class NewValues {
  private readonly unknown = new Map<string, number>();
  private readonly missing = new Map<string, number>();

  add({ unknown, missing }: Pick<EncodedTable, 'unknown' | 'missing'>): void {
    for (const [own, more] of [[this.unknown, unknown], [this.missing, missing]] as const) {
      for (const [name, count] of more) own.set(name, (own.get(name) ?? 0) + count);
    } // prettier-ignore
  }

  /** All of them in a sentence; null if there are none. */
  text(where: string): string | null {
    const parts = [
      ...this.part(this.unknown, 'rows with categories that are rare or new to the classifier'),
      ...this.part(this.missing, 'rows without a value, which no row lacked in training'),
    ];
    return parts.length === 0 ? null : `${where}: ${parts.join('; ')}`;
  }

  private part(counts: ReadonlyMap<string, number>, what: string): string[] {
    if (counts.size === 0) return [];
    const each = [...counts].map(([name, count]) => `${count} in column ${show(name)}`);
    return [`${what}: ${listed(each)}`];
  }
}

function listed(names: readonly string[]): string {
  const more = names.length > FEW ? `, … (${names.length} in all)` : '';
  return names.slice(0, FEW).join(', ') + more;
}

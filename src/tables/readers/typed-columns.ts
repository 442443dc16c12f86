import { invalid } from '../../data';
import { show } from '../../errors';
import { chosenColumns } from './chosen-columns';
import type { Reading } from './format';
import { TypedCells } from './typed-cells';

/** What pandas calls an index that has no name. */
const INDEX_NAME = /^__index_level_\d+__$/;

/** A column as a file describes it. */
export interface FileColumn {
  readonly name: string;
  /** Why a table can't have it, in words that continue `got`; null if it can. */
  readonly fault: string | null;
}

/** Chooses the columns of a file that are read: each by its index there. @throws OnelayerError DATA_INVALID */
export function typedColumns(
  where: string,
  all: readonly FileColumn[],
  { options, table }: Reading,
): Map<number, TypedCells> {
  const { note = () => undefined } = options;
  const names = all.map(({ name }) => name);
  const index = names.flatMap((name, j) => (INDEX_NAME.test(name) ? [j] : []));
  const columns = chosenColumns(where, names, options, index);
  for (const j of index) {
    if (!columns.includes(j)) note(`${where}: left out column ${j + 1}, an index without a name`);
  }
  const wrong = columns.map((j) => all[j]).find(({ fault }) => fault !== null);
  if (wrong !== undefined) {
    const place = `column ${show(wrong.name)}`;
    const what = `expected numbers, texts, dates or booleans, got ${wrong.fault}`;
    throw invalid(where, `${place}: ${what}: leave it out (without)`);
  }
  return new Map(columns.map((j) => [j, new TypedCells(where, table.addColumn(names[j]), note)]));
}

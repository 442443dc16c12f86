import path from 'node:path';
import { openingCsv, type Input } from '../../../data';
import { TaskRunner } from '../../../tasks';
import type { Reading, TableFormat } from '../format';
import { PiecesOfText } from '../pieces-of-text';
import { CsvTable } from './csv-table';

export const csvFormat: TableFormat = {
  one: 'a CSV',
  endings: ['.csv', '.tsv', '.tab', '.txt'],
  beginning: null,
  read: { from: 'stream', rows: rowsOf },
};

async function* rowsOf(
  { where, head, chunks }: Input,
  reading: Reading,
): AsyncGenerator<number, void, void> {
  const given = reading.options.delimiter ?? delimiterByName(where, head);
  const { dialect, utf8 } = await openingCsv(where, chunks, given);
  const runner = new TaskRunner(reading.signal);
  const csv = new CsvTable(where, dialect, reading);
  const pieces = new PiecesOfText(where);
  for await (const chunk of utf8) {
    if (!pieces.add(chunk)) continue;
    const done = await runner.run(csv.adding(pieces.bytes, pieces.end, false));
    pieces.drop(done, csv.line);
    yield reading.table.rows;
  }
  await runner.run(csv.adding(pieces.bytes, pieces.end, true));
  yield reading.table.rows;
}

/** A file that is called so and has no tab in its first line has something else between its cells. */
function delimiterByName(name: string, head: string): string | undefined {
  const ending = path.extname(name.replace(/\.gz$/i, '')).toLowerCase();
  const isTabbed = ['.tsv', '.tab'].includes(ending) && /^[^\r\n]*\t/.test(head);
  return isTabbed ? '\t' : undefined;
}

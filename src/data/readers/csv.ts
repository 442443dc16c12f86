import { invalid } from '../bytes/faults';
import { unlabelledColumns } from '../csv/columns';
import { CsvRows } from '../csv/csv-table';
import { loadCsv } from '../csv/load-csv';
import { linesOfCsv } from '../csv/opening';
import type { Input } from './input';
import type { Reader, RowBlock, RowOptions } from './reader';

export const csvReader: Reader = {
  name: 'CSV',
  one: 'CSV',
  endings: ['.csv'],
  beginning: null,
  rows: { from: 'stream', read: readRows },
  labelled: {
    from: 'file',
    read: ({ where }, { label, header, delimiter, classifier: { classes } }) =>
      loadCsv(where, { labels: label, header, delimiter, classes: classes.map(String) }),
  },
};

async function* readRows(
  { where, chunks }: Input,
  { label, header, delimiter, classifier }: RowOptions,
): AsyncGenerator<RowBlock> {
  const rows = new CsvRows(where, (first) =>
    unlabelledColumns(where, first, classifier.features, { labels: label, header }),
  );
  let isEmpty = true;
  for await (const lines of linesOfCsv(where, chunks, delimiter)) {
    for (const line of lines) if (rows.add(line) !== null) isEmpty = false;
    yield { where, X: await rows.take() };
  }
  if (isEmpty) throw invalid(where, 'expected at least one line of data, got none');
}

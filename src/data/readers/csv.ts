import { TaskRunner, type Task } from '../../tasks';
import { invalid } from '../bytes/faults';
import { listOf } from '../csv/choose-columns';
import { unlabelledColumns } from '../csv/columns';
import type { CsvDialect, CsvLine } from '../csv/csv-line';
import { unnamed } from '../csv/header';
import { CsvRows } from '../csv/csv-table';
import { loadingCsv } from '../csv/load-csv';
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
    read: ({ where }, { label, header, delimiter, only, without, classifier, ...reading }) => {
      const { featureNames = null } = classifier;
      const classes = classifier.classes.map(String);
      const { signal, onProgress } = reading;
      const columns = { labels: label, header, delimiter, only, without, classes };
      const options = { ...columns, signal, onProgress };
      return loadingCsv(where, options, { featureNames, classes });
    },
  },
};

async function* readRows(
  { where, chunks }: Input,
  { label, header, delimiter: given, only, without, classifier, note, signal }: RowOptions,
): AsyncGenerator<RowBlock> {
  const { features, featureNames, classes } = classifier;
  const wanted = { features, featureNames, classes: classes?.map(String) };
  const rows = new CsvRows(where, (first) =>
    unlabelledColumns(where, first, { labels: label, header, only, without }, wanted),
  );
  const runner = new TaskRunner(signal);
  let isEmpty = true;
  let dialect: CsvDialect | null = null;
  const told = (found: CsvDialect) => void (dialect = found);
  for await (const lines of linesOfCsv(where, chunks, given, told)) {
    const isFirst = rows.columns === null;
    const samples = await runner.run(adding(rows, lines));
    const { columns } = rows;
    if (columns === null) continue;
    if (isFirst && columns.ignored.length > 0) {
      const ignored = listOf(columns.ignored, columns.names);
      note(`${where}: left out ${ignored}: no features of the classifier`);
    }
    if (samples.length > 0) isEmpty = false;
    const header = columns.names?.map((name, j) => (name === unnamed(j) ? '' : name)) ?? null;
    const table = { header, dialect, rows: samples };
    yield { where, X: await rows.take(), table };
  }
  if (isEmpty) throw invalid(where, 'expected at least one line of data, got none');
}

/** Adds lines, and returns the cells of those that are samples. */
function* adding(
  rows: CsvRows<number | null>,
  lines: readonly CsvLine[],
): Task<CsvLine['cells'][]> {
  const samples: CsvLine['cells'][] = [];
  for (const line of lines) {
    if ((yield* rows.adding(line)) !== null) samples.push(line.written ?? line.cells);
  }
  return samples;
}

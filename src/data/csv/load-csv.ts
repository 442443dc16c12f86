import { argumentError, assertInteger, assertKnownKeys, assertText, warn } from '../../errors';
import { TaskRunner, type Task } from '../../tasks';
import { invalid } from '../bytes/faults';
import { withFile } from '../bytes/read-file';
import type { DataSet } from '../data-set';
import type { DenseFeatures } from '../features/kind';
import { assertFileOptions, dataSetFrom, nameOf, type FileOptions } from '../own/from-file';
import type { ReadingOptions } from '../reading-progress';
import { listOf, type WantedFeatures } from './choose-columns';
import { labelledColumns } from './columns';
import { CsvLabels } from './csv-labels';
import type { CsvLine } from './csv-line';
import { CsvRows } from './csv-table';
import { warningOfIndexColumns } from './index-columns';
import { linesOfCsv } from './opening';

/**
 * Options of `loadCsv`.
 *
 * @category Data
 */
export interface CsvOptions extends FileOptions, ReadingOptions {
  /**
   * The column of the labels: its name in the header, or its index from 0. By default the last or,
   * with the option `like`, the one that is no feature of that set.
   */
  readonly labels?: string | number | undefined;
  /**
   * The columns of the features, in this order: their names in the header, or their indices from 0.
   * By default all but that of the labels.
   */
  readonly only?: readonly (string | number)[] | undefined;
  /**
   * Columns to leave out, e.g. ids: their names in the header, or their indices from 0. By default
   * none.
   */
  readonly without?: readonly (string | number)[] | undefined;
  /**
   * Whether the first line is a header. By default, `auto`, it is one if there is no number among
   * its features, and they aren't all like missing values (`?`, `NaN`, …); if it has the names of
   * the features of `like`; or if its features are 0, 1, 2 … and its label occurs nowhere else.
   */
  readonly header?: boolean | 'auto' | undefined;
  /** The character between cells. By default the first lines tell: `,`, `;`, a tab or `|`. */
  readonly delimiter?: string | undefined;
}

/** Bytes read at a time: parsing them takes some milliseconds. */
const CHUNK = 2 ** 16;

const KEYS = 'labels only without header delimiter classes like name signal onProgress'.split(' ');

/**
 * Loads a data set from a CSV file in UTF-8 or UTF-16, packed by gzip or not: a line for each of the
 * n samples (blank lines are skipped), a column of labels, and d columns of features, as float64.
 * Cells may be quoted (RFC 4180); blanks around a cell don't count.
 *
 * A header names the features. With `like`, if both have names, they are matched by name and put into
 * its order; other columns are left out, with a warning unless `without` names them.
 *
 * Labels are integers if all of them mean integers (`3`, `3.0` and `3.000e+00` are the same one, `007`
 * is a name), else strings; with `classes`, strings that are among these stay strings. A label with
 * U+FFFD, which stands for bytes that are not UTF-8, is refused. Then the rules of {@link dataSet} hold.
 *
 * A column that seems to number the samples is a warning INDEX_COLUMN.
 *
 * @param file     the path of the file
 * @param options  the columns and the delimiter, and the classes
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such file; DATA_INVALID naming file, line
 *   and column of a cell that is empty or no finite number, of a line with more or fewer cells than
 *   the first one, or of a quote that isn't closed, for a column that is missing, or is there twice, for
 *   a first line that may be a header or not, and for what `dataSet` refuses; TypeError or RangeError
 *   for an option; the signal's reason
 * @category Data
 * @example
 * const training = await loadCsv('iris.csv', { labels: 'species' });
 * const test = await loadCsv('iris-test.csv', { labels: 'species', like: training });
 */
export async function loadCsv(
  file: string,
  options: CsvOptions = {},
): Promise<DataSet<DenseFeatures>> {
  assertText('file', file);
  assertOptions(options);
  return loadingCsv(file, options, options.like ?? {});
}

/**
 * The same as `loadCsv`, of options that were checked.
 *
 * @param wanted  the features of a classifier, or of `like`; without, index columns are warned of
 */
export async function loadingCsv(
  file: string,
  options: CsvOptions,
  wanted: WantedFeatures,
): Promise<DataSet<DenseFeatures>> {
  const { labels: column, header = 'auto', delimiter, name = nameOf(file) } = options;
  const { signal, onProgress = () => undefined } = options;
  const { featureNames, classes = options.classes } = wanted;
  // A data set compares their number itself, and names both sides.
  const known = { featureNames, classes };
  const rows = new CsvRows(file, (first) =>
    labelledColumns(file, first, { ...options, labels: column, header }, known),
  );
  const labels = new CsvLabels();
  const runner = new TaskRunner(signal);
  await withFile(
    file,
    async ({ handle, size }) => {
      const text = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK });
      for await (const lines of linesOfCsv(file, text, delimiter)) {
        await runner.run(adding(lines, rows, labels));
        onProgress({ where: file, unit: 'byte', done: text.bytesRead, total: size });
        await runner.pauseIfDue();
      }
    },
    signal,
  );
  const { columns } = rows;
  if (columns === null || labels.length === 0) {
    throw invalid(file, 'expected at least one line of data, got none');
  }
  if (labels.isFirstAHeader(columns, classes)) {
    return loadingCsv(file, { ...options, header: true }, wanted);
  }
  const X = await rows.take();
  const d = columns.features.length;
  const names = columns.names && columns.features.map((j) => columns.names?.[j] ?? '');
  if (columns.ignored.length > 0) {
    const ignored = listOf(columns.ignored, columns.names);
    const advice = 'naming them in without avoids this warning';
    warn(
      'IGNORED_COLUMN',
      `${file}: left out ${ignored}: no features of the training set; ${advice}`,
    );
  }
  if (wanted.featureNames === undefined && options.only === undefined && !options.like) {
    await runner.run(warningOfIndexColumns(file, X, columns));
  }
  const found = { labels: labels.take(options.classes), X, features: d };
  const named = { ...found, ...(names && { featureNames: names }) };
  return dataSetFrom(file, named, { ...options, name });
}

function* adding(lines: readonly CsvLine[], rows: CsvRows<number>, labels: CsvLabels): Task<void> {
  for (const line of lines) {
    const columns = yield* rows.adding(line);
    if (columns !== null) labels.add(line, columns);
  }
}

function assertOptions(options: CsvOptions): void {
  assertKnownKeys('options', options, KEYS);
  const { labels, header = 'auto', delimiter = ',' } = options;
  if (typeof labels === 'string') assertText('labels', labels);
  else if (labels !== undefined) assertInteger('labels', labels, 0);
  assertColumns('only', options.only);
  assertColumns('without', options.without);
  if (header !== 'auto' && typeof header !== 'boolean') {
    throw argumentError(TypeError, 'header', 'true, false or auto', header);
  }
  assertText('delimiter', delimiter);
  if (delimiter.length !== 1 || /["\r\n]/.test(delimiter)) {
    const expected = 'one character, and no quote or line break';
    throw argumentError(RangeError, 'delimiter', expected, delimiter);
  }
  assertFileOptions(options);
}

function assertColumns(option: string, columns: unknown): void {
  if (columns === undefined) return;
  if (!Array.isArray(columns)) {
    throw argumentError(TypeError, option, 'an array of names or indices of columns', columns);
  }
  columns.forEach((column: unknown, i) => {
    if (typeof column === 'number') assertInteger(`${option}[${i}]`, column, 0);
    else assertText(`${option}[${i}]`, column);
  });
}

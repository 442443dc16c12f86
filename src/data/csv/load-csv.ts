import { argumentError, assertInteger, assertKnownKeys, assertText } from '../../errors';
import { invalid } from '../bytes/faults';
import { withFile } from '../bytes/read-file';
import type { DataSet } from '../data-set';
import { assertFileOptions, dataSetFrom, nameOf, type FileOptions } from '../own/from-file';
import { labelledColumns } from './columns';
import { CsvLabels, CsvRows } from './csv-table';
import { linesOfCsv } from './opening';

/**
 * Options of `loadCsv`.
 *
 * @category Data
 */
export interface CsvOptions extends FileOptions {
  /** The column of the labels: its name in the header, or its index from 0. By default the last. */
  readonly labels?: string | number | undefined;
  /**
   * Whether the first line is a header. By default, `auto`, it is one if there is no number among
   * its features, and they aren't all like missing values (`?`, `NaN`, …).
   */
  readonly header?: boolean | 'auto' | undefined;
  /** The character between cells. By default, the first lines tell: `,`, `;`, a tab or `|`. */
  readonly delimiter?: string | undefined;
}

/** Bytes read at a time: parsing them takes some milliseconds. */
const CHUNK = 2 ** 16;

/**
 * Loads a data set from a CSV file in UTF-8 or UTF-16, packed by gzip or not: a line for each of the
 * n samples (blank lines are skipped), a column of labels, and d columns of features, as float64.
 * Cells may be quoted (RFC 4180).
 *
 * Labels are integers if all of them are written as integers, else strings; with `classes`, strings
 * that are among these stay strings. A label with U+FFFD, which stands for bytes that are not UTF-8,
 * is refused. Then the rules of {@link dataSet} hold.
 *
 * @param file     the path of the file
 * @param options  the columns and the delimiter, and the classes
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such file; DATA_INVALID naming file, line
 *   and column of a cell that is empty or no finite number, of a line with more or fewer cells than
 *   the first one, or of a quote that isn't closed, and for what `dataSet` refuses; TypeError or
 *   RangeError for an option
 * @category Data
 * @example
 * const training = await loadCsv('iris.csv', { labels: 'species' });
 * const test = await loadCsv('iris-test.csv', { labels: 'species', like: training });
 */
export async function loadCsv(file: string, options: CsvOptions = {}): Promise<DataSet> {
  assertText('file', file);
  assertOptions(options);
  const { labels: column, header = 'auto', delimiter, name = nameOf(file) } = options;
  const rows = new CsvRows(file, (first) =>
    labelledColumns(file, first, { labels: column, header }),
  );
  const labels = new CsvLabels();
  await withFile(file, async ({ handle }) => {
    const text = handle.createReadStream({ start: 0, autoClose: false, highWaterMark: CHUNK });
    for await (const lines of linesOfCsv(file, text, delimiter)) {
      for (const line of lines) {
        const columns = rows.add(line);
        if (columns !== null) labels.add(line, columns);
      }
    }
  });
  if (labels.length === 0) throw invalid(file, 'expected at least one line of data, got none');
  const taken = labels.take(options.classes, header);
  const X = await rows.take();
  const found = { labels: taken, X, features: X.length / labels.length };
  return dataSetFrom(file, found, { ...options, name });
}

function assertOptions(options: CsvOptions): void {
  assertKnownKeys('options', options, ['labels', 'header', 'delimiter', 'classes', 'like', 'name']);
  const { labels, header = 'auto', delimiter = ',' } = options;
  if (typeof labels === 'string') assertText('labels', labels);
  else if (labels !== undefined) assertInteger('labels', labels, 0);
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

import { assertBoolean, assertInteger, assertKnownKeys, assertText } from '../../errors';
import { TaskRunner, type Task } from '../../tasks';
import { invalid } from '../bytes/faults';
import { withFile } from '../bytes/read-file';
import type { DataSet } from '../data-set';
import type { Features } from '../features';
import type { DenseFeatures } from '../features/kind';
import { assertFileOptions, dataSetFrom, nameOf, type FileOptions } from '../own/from-file';
import { labelsOfTexts } from '../own/text-labels';
import type { ReadingOptions } from '../reading-progress';
import { SparseRows } from './sparse-rows';
import { addingLine } from './svmlight-line';
import { textLines } from './text-lines';

/**
 * Options of `loadSvmlight`.
 *
 * @category Data
 */
export interface SvmlightOptions extends FileOptions, ReadingOptions {
  /** d. By default that of `like`, or else up to the file's largest index. */
  readonly features?: number | undefined;
  /**
   * Whether indices count from 0; else from 1, as SVMlight's do. By default, as in scikit-learn, from 1
   * unless there is an index 0.
   */
  readonly zeroBased?: boolean | undefined;
}

/** Lines parsed between two yields: a millisecond or so. */
const STEP_LINES = 64;

const KEYS = 'features zeroBased classes like name signal onProgress'.split(' ');

/**
 * Loads a data set from a text file as SVMlight and LIBSVM write it, packed by gzip or not: a line
 * `label index:value index:value …` for each sample; values that aren't named are 0. Comments (`#`),
 * blank lines and groups (`qid:3`) are left out.
 *
 * X is dense, float32, with all its zeros. Labels are integers if all of them mean integers (`+1`,
 * `-1`), else texts.
 *
 * @param file     the path of the file
 * @param options  the number of features, how they count, and the classes
 * @throws OnelayerError DATA_UNAVAILABLE if there is no such file; DATA_INVALID naming file and line of
 *   what isn't of the format, or if X takes more memory than there is; TypeError or RangeError for an
 *   option; the signal's reason
 * @category Data
 * @example
 * const training = await loadSvmlight('a9a');
 * const test = await loadSvmlight('a9a.t', { like: training });
 */
export async function loadSvmlight(
  file: string,
  options: SvmlightOptions = {},
): Promise<DataSet<DenseFeatures>> {
  assertText('file', file);
  assertKnownKeys('options', options, KEYS);
  if (options.features !== undefined) assertInteger('features', options.features, 1);
  if (options.zeroBased !== undefined) assertBoolean('zeroBased', options.zeroBased);
  assertFileOptions(options);
  return loadingSvmlight(file, options);
}

/** The same as `loadSvmlight`, of options that were checked. */
export async function loadingSvmlight(
  file: string,
  options: SvmlightOptions,
): Promise<DataSet<DenseFeatures>> {
  const rows = new SparseRows(file);
  const { base, width, labels, distinct } = await parseSvmlight(file, rows, options);
  const X = await new TaskRunner(options.signal).run(rows.dense(width, base));
  return labelledSet(file, { X, labels, distinct, features: width }, options);
}

/** What a file has beside its rows. */
export interface ParsedSvmlight {
  /** From which number indices count. */
  readonly base: 0 | 1;
  /** d. */
  readonly width: number;
  /** Of each row, as it is written. */
  readonly labels: string[];
  readonly distinct: readonly string[];
}

/**
 * Parses all lines of a file.
 *
 * @param rows    takes the rows
 * @param onRows  waited for whenever there are some more
 */
export async function parseSvmlight(
  file: string,
  rows: SparseRows,
  { signal, onProgress = () => undefined, like, ...options }: SvmlightOptions,
  onRows: () => Promise<void> = () => Promise.resolve(),
): Promise<ParsedSvmlight> {
  const labels: string[] = [];
  const distinct = new Map<string, string>();
  await withFile(
    file,
    async ({ handle, size }) => {
      const bytes = handle.createReadStream({ start: 0, autoClose: false });
      const added = labelsOfLines(file, bytes, rows, signal);
      for await (const some of added) {
        for (const { label, line } of some) {
          assertLabel(file, line, label);
          // Each label that was cut out of a line would keep the line in memory.
          const known = distinct.get(label) ?? Buffer.from(label).toString();
          distinct.set(known, known);
          labels.push(known);
        }
        await onRows();
        onProgress({ where: file, unit: 'byte', done: bytes.bytesRead, total: size });
        signal?.throwIfAborted();
      }
    },
    signal,
  );
  if (labels.length === 0) throw invalid(file, 'expected at least one sample, got none');
  const features = options.features ?? like?.features;
  return { ...layoutOf(rows, features, options.zeroBased), labels, distinct: [...distinct.keys()] };
}

/** Rows and their labels as they are written. */
interface LabelledFeatures<X> {
  /** n×d. */
  readonly X: X;
  readonly labels: string[];
  readonly distinct: readonly string[];
  /** d. */
  readonly features: number;
}

/** Makes a data set of rows from a file. */
export function labelledSet<X extends Features>(
  file: string,
  { X, labels, distinct, features }: LabelledFeatures<X>,
  options: SvmlightOptions,
): Promise<DataSet<X>> {
  const { classes, like, name = nameOf(file) } = options;
  const named = labelsOfTexts(labels, distinct, classes ?? like?.classes);
  return dataSetFrom<X>(file, { X, labels: named, features }, { ...options, name });
}

interface LineLabel {
  readonly label: string;
  readonly line: number;
}

/** Adds all rows of a file, and yields their labels as they come. */
export async function* labelsOfLines(
  where: string,
  bytes: AsyncIterable<Uint8Array>,
  rows: SparseRows,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly LineLabel[], void, void> {
  const runner = new TaskRunner(signal);
  for await (const { lines, first } of textLines(where, bytes, 'svmlight')) {
    yield await runner.run(addingLines(where, lines, first, rows));
    await runner.pauseIfDue();
  }
}

function* addingLines(
  where: string,
  lines: readonly string[],
  first: number,
  rows: SparseRows,
): Task<LineLabel[]> {
  const labels: LineLabel[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = first + i;
    const label = yield* addingLine(where, lines[i], line, rows);
    if (label !== null) labels.push({ label, line });
    if (i % STEP_LINES === STEP_LINES - 1) yield;
  }
  return labels;
}

/**
 * Decides from which number indices count, and how many features there are.
 *
 * @param features  d, if it is known
 */
export function layoutOf(
  rows: SparseRows,
  features: number | undefined,
  zeroBased: boolean | undefined,
): { readonly base: 0 | 1; readonly width: number } {
  const base = (zeroBased ?? rows.smallest === 0) ? 0 : 1;
  return { base, width: features ?? rows.width(base) };
}

function assertLabel(file: string, line: number, label: string): void {
  const place = `${file}: line ${line}`;
  if (label === '') throw invalid(place, 'expected a label first, got none');
  if (label.includes(',')) throw invalid(place, 'expected one label for a sample, got several');
}

import { RowsOnDisk, type DataParts, type DataSet } from '../../data';
import { argumentError } from '../../errors';
import {
  findingClasses,
  readData,
  StoredTable,
  tableOfRecords,
  type Table,
  type Classes,
  type ColumnName,
  type PreparationOptions,
} from '../../tables';
import type { TaskRunner } from '../../tasks';
import type { Given } from './fit-sets';
import { memoryOf, rowsWords, storedWords } from './memory';
import { SampleRows, type LabelledRows } from './labelled-rows';
import { OF_FILES, type FitDataOptions, type FitInput, type LabelledInput } from './options';
import { TableRows } from './table-rows';

/** What `fit` was given, before any of it is read. */
interface Inputs {
  readonly rows: LabelledInput | StoredTable;
  readonly validation: LabelledInput | null;
  readonly test: LabelledInput | null;
}

/**
 * Reads what `fit` was given.
 *
 * @throws TypeError or RangeError naming the argument or option; OnelayerError for a file
 */
export async function readInput(
  data: FitInput,
  options: FitDataOptions,
  runner: TaskRunner,
): Promise<Given> {
  const opened: StoredTable[] = [];
  const close = async (kept: DataSet | null): Promise<void> => {
    const file = kept?.X instanceof RowsOnDisk ? kept.X.where : undefined;
    for (const table of opened.splice(0)) await table.close(file);
  };
  try {
    return { ...(await readParts(data, options, runner, opened)), close };
  } catch (error) {
    await close(null);
    throw error;
  }
}

/** @param opened  takes the tables on disk, to be closed */
async function readParts(
  data: FitInput,
  options: FitDataOptions,
  runner: TaskRunner,
  opened: StoredTable[],
): Promise<Omit<Given, 'close'>> {
  // A file or folder may have parts of its own.
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  const left = typeof data === 'string' ? leftUnread(options) : [];
  const read =
    typeof data === 'string'
      ? await dataIn(data, { options, like: null, note, opened }, left)
      : data;
  const inputs = inputsOf(read, options);
  const own = left.length > 0 ? { ...options, without: namesOnly(options.without) } : options;
  const rows = await labelledRows('data', inputs.rows, {
    options: own,
    runner,
    like: null,
    note,
    opened,
  });
  const other = (name: 'validation' | 'test') => {
    const own = inputs[name];
    return own === null
      ? null
      : labelledRows(name, own, { options, runner, like: rows, note, opened });
  };
  return { rows, validation: await other('validation'), test: await other('test'), notes };
}

/** Finds validation and test data among the data and the options. */
function inputsOf(data: FitInput | StoredTable, { validation, test }: FitDataOptions): Inputs {
  const isParts = isObject(data) && 'training' in data && !Array.isArray(data);
  const parts = isParts ? data : null;
  const other = (name: 'validation' | 'test', option: LabelledInput | number | undefined) => {
    const own = parts?.[name] ?? null;
    if (own !== null && option !== undefined) {
      throw argumentError(TypeError, name, 'none, since the data have their own', option);
    }
    return own ?? (typeof option === 'number' ? null : (option ?? null));
  };
  return {
    rows: parts?.training ?? (data as LabelledInput | StoredTable),
    validation: other('validation', validation),
    test: other('test', test),
  };
}

interface Reading {
  readonly options: FitDataOptions;
  readonly runner: TaskRunner;
  /** Rows whose classes these have too; null of the first. */
  readonly like: LabelledRows | null;
  /** Takes what a reader left out, or took for granted. */
  readonly note: (text: string) => void;
  readonly opened: StoredTable[];
}

async function labelledRows(
  name: string,
  input: LabelledInput | StoredTable,
  reading: Reading,
): Promise<LabelledRows> {
  const { options, runner } = reading;
  if (typeof input === 'string') {
    const read = await dataIn(input, reading);
    if ('training' in read) throw argumentError(TypeError, name, 'data without parts', input);
    return labelledRows(name, read, reading);
  }
  if (Array.isArray(input)) {
    if (options.label === undefined) {
      throw argumentError(TypeError, 'label', "the name of the labels' property", undefined);
    }
    return tableRows(await runner.run(tableOfRecords(name, input)), reading);
  }
  if (isDataSet(input)) return sampleRows(input, options);
  if (isTable(input)) return tableRows(input, reading);
  const expected = 'a file, an array of objects, a table, or a data set';
  throw argumentError(TypeError, name, expected, input);
}

/** Reads a file or folder. @param left  columns that aren't read, by their indices */
async function dataIn(
  name: string,
  { options, like, note, opened }: Omit<Reading, 'runner'>,
  left: readonly number[] = [],
): Promise<Table | StoredTable | DataSet | DataParts> {
  const { label, onReading, signal = new AbortController().signal } = options;
  const expected = [label ?? []].flat().filter((own) => typeof own === 'string');
  const own = Object.fromEntries(OF_FILES.map((option) => [option, options[option]]));
  const set = like instanceof SampleRows ? { like: like.set } : {};
  const without = left.length > 0 ? left : undefined;
  const all = { ...own, ...set, expected, note, without, memory: memoryOf(options) };
  const read = await readData(name, all, signal, onReading);
  if (read instanceof StoredTable) {
    opened.push(read);
    note(storedWords(read));
  } else if ('X' in read && read.X instanceof RowsOnDisk) note(rowsWords(read.X));
  return read;
}

/**
 * The columns that aren't read at all: those that an index leaves out, since a name that is there twice
 * is no column's. Indices of other options would count without them.
 */
function leftUnread({
  categories = [],
  label = [],
  only = [],
  without = [],
}: FitDataOptions): number[] {
  const isIndex = (column: ColumnName): column is number => typeof column === 'number';
  return [label, only, categories].flat().some(isIndex) ? [] : without.filter(isIndex);
}

function namesOnly(columns: readonly ColumnName[] = []): ColumnName[] {
  return columns.filter((column) => typeof column === 'string');
}

/** Finds the classes of a table's rows, or looks them up among those of others. */
async function tableRows(
  table: Table | StoredTable,
  { options, runner, like }: Reading,
): Promise<TableRows> {
  const { categories, label, missing, only, without } = options;
  const own: PreparationOptions = { label, only, without, categories, missing };
  const known: Classes | null = like && { classes: like.classes, labelType: like.labelType };
  // Other data may have the columns in another order: those of the labels are found by name.
  const labels = like === null || like.label.length === 0 ? label : like.label;
  return new TableRows(
    table,
    await runner.run(findingClasses(table, labels, known)),
    own,
    memoryOf(options),
  );
}

/** Options that say something of columns, which data sets no longer have. */
const OF_COLUMNS = ['label', 'only', 'without', 'categories', 'missing'] as const;

function sampleRows(set: DataSet, options: FitDataOptions): SampleRows {
  for (const name of OF_COLUMNS) {
    const value = options[name];
    if (value === undefined) continue;
    const expected = `none, since ${set.name} has no columns, but samples with their labels`;
    throw argumentError(TypeError, name, expected, value);
  }
  return new SampleRows(set);
}

function isDataSet(input: object): input is DataSet {
  return isObject(input) && 'X' in input && 'samples' in input;
}

function isTable(input: object): input is Table {
  return isObject(input) && 'columns' in input && 'rows' in input;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

import type { DataSet } from '../../data';
import { argumentError } from '../../errors';
import type { Table } from '../../tables/table';
import type { Given } from './fit-sets';
import { SampleRows, type LabelledRows } from './labelled-rows';
import type { FitDataOptions, FitInput, LabelledInput } from './options';

/** What `fit` was given, before any of it is read. */
interface Inputs {
  readonly rows: LabelledInput;
  readonly validation: LabelledInput | null;
  readonly test: LabelledInput | null;
}

/**
 * Reads what `fit` was given.
 *
 * @throws TypeError or RangeError naming the argument or option; OnelayerError for a file
 */
export function readInput(data: FitInput, options: FitDataOptions): Given {
  const inputs = inputsOf(data, options);
  const rows = labelledRows('data', inputs.rows, options);
  const other = (name: 'validation' | 'test') => {
    const own = inputs[name];
    return own === null ? null : labelledRows(name, own, options);
  };
  return { rows, validation: other('validation'), test: other('test') };
}

/** Finds validation and test data among the data and the options. */
function inputsOf(data: FitInput, { validation, test }: FitDataOptions): Inputs {
  const isParts = isObject(data) && 'training' in data && !Array.isArray(data);
  const parts = isParts ? (data as { training: LabelledInput } & Partial<Inputs>) : null;
  const other = (name: 'validation' | 'test', option: LabelledInput | number | undefined) => {
    const own = parts?.[name] ?? null;
    if (own !== null && option !== undefined) {
      throw argumentError(TypeError, name, 'none, since the data have their own', option);
    }
    return own ?? (typeof option === 'number' ? null : (option ?? null));
  };
  return {
    rows: parts?.training ?? (data as LabelledInput),
    validation: other('validation', validation),
    test: other('test', test),
  };
}

function labelledRows(name: string, input: LabelledInput, options: FitDataOptions): LabelledRows {
  if (isDataSet(input)) return sampleRows(input, options);
  const expected = 'a file, an array of objects, a table, or a data set';
  throw argumentError(TypeError, name, expected, input);
}

/** Options that say something of columns, which data sets no longer have. */
const OF_COLUMNS = ['label', 'only', 'without', 'categories', 'missing'] as const;

function sampleRows(set: DataSet, options: FitDataOptions): SampleRows {
  for (const name of OF_COLUMNS) {
    const value = options[name];
    if (value === undefined) continue;
    throw argumentError(TypeError, name, 'none, since a data set has its features', value);
  }
  return new SampleRows(set);
}

function isDataSet(input: LabelledInput | Table): input is DataSet {
  return isObject(input) && 'X' in input && 'samples' in input;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

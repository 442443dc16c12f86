import type { Row } from '../data';
import { argumentError } from '../errors';
import type { FittedModel } from '../model';
import { encodeRecord, encodingTable } from '../tables/encode';
import type { Preparation } from '../tables/preparation';
import type { TableRecord } from '../tables/record';
import type { Table } from '../tables/table';
import { finish } from '../tasks';
import { isOneRow, type FeatureRows, type Rows, type Sample } from './rows';

/** Makes the features of samples that are given by the names of columns. */
export class Columns {
  private readonly preparation: Preparation | null;

  constructor({ preparation, featureNames }: Pick<FittedModel, 'preparation' | 'featureNames'>) {
    this.preparation = preparation ?? (featureNames && ofNumbers(featureNames));
  }

  /** Makes the features of a record; returns any other sample as it is. @param name  for messages */
  row(name: string, sample: Sample): Row {
    return isRecord(sample) ? encodeRecord(this.preparing(name, sample), sample, name) : sample;
  }

  /** Makes the features of a table, and of records among rows. */
  rows(given: Rows): FeatureRows {
    if (isTable(given)) {
      const { X, featureNames } = finish(encodingTable(this.preparing('rows', given), given));
      return { X, samples: given.rows, features: featureNames.length };
    }
    if (!Array.isArray(given)) return given as Exclude<FeatureRows, readonly Row[]>;
    const samples = given as readonly Sample[];
    if (!samples.some(isRecord)) return samples as readonly Row[];
    return samples.map((sample, i) => this.row(`rows[${i}]`, sample));
  }

  private preparing(name: string, samples: unknown): Preparation {
    if (this.preparation !== null) return this.preparation;
    const expected = "features by their numbers, since the classifier's have no names";
    throw argumentError(TypeError, name, expected, samples);
  }
}

/** Features that are numbers as they are, each a column. */
function ofNumbers(names: readonly string[]): Preparation {
  const columns = names.map(
    (name) => ({ kind: 'number', name, median: 0, canMiss: false }) as const,
  );
  return { columns, omitted: [], labels: [], missing: 'error' };
}

/** Returns true for one sample, even an invalid one, false for several. */
export function isOne(samples: Sample | Rows): samples is Sample {
  return isOneRow(samples) || isRecord(samples);
}

/** Whether a sample is an object of values by column. */
function isRecord(sample: unknown): sample is TableRecord {
  if (!isObject(sample) || Array.isArray(sample) || ArrayBuffer.isView(sample)) return false;
  return !isTable(sample) && !('X' in sample && isObject(sample.X));
}

export function isTable(rows: unknown): rows is Table {
  return isObject(rows) && 'columns' in rows && Array.isArray(rows.columns);
}

// JavaScript callers may pass anything.
function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

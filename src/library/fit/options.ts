import type { DataSet, ReadingProgress } from '../../data';
import {
  argumentError,
  assertInstance,
  assertInteger,
  assertOneOf,
  assertPositive,
  assertText,
} from '../../errors';
import type { PatchSettings } from '../../patches';
import type { Range, SearchResults } from '../../search';
import type { ColumnName } from '../../tables/named-columns';
import type { Preparation } from '../../tables/preparation';
import type { TableRecord } from '../../tables/record';
import type { Table } from '../../tables/table';
import type { GivenSettings } from '../../training';
import { assertSearchOptions, type ComputeOptions } from '../options';
import type { FitProgress } from './fit-plan';
import type { Understood } from './understood';

/**
 * Labelled data: the name of a file or folder, objects with a property each for the label and the
 * columns, a table, or a data set.
 *
 * @category Fit
 */
export type LabelledInput = string | readonly TableRecord[] | Table | DataSet;

/**
 * What `fit` learns from: data that it splits itself, or data that are split already.
 *
 * @category Fit
 */
export type FitInput = LabelledInput | FitParts;

/**
 * Data that are split already.
 *
 * @typeParam Training  the type of the data to learn from
 * @category Fit
 */
export interface FitParts<Training = LabelledInput> {
  /** What is learnt from. */
  readonly training: Training;
  /** What λ is chosen by. By default a part of the training data: see the options. */
  readonly validation?: LabelledInput;
  /** What is tested on. By default a part of the training data. */
  readonly test?: LabelledInput;
}

/** Options of reading files, each of some formats: see `readData`. */
export const OF_FILES = ['header', 'delimiter', 'labels', 'array', 'size', 'channels'] as const;

/**
 * Options of `fit`: the data's columns, how they are split, what is searched, the backend, and settings of
 * the solver, e.g. the tolerance of `lbfgs`. The setting `seed`, 42 by default, seeds the split and the folds.
 *
 * @category Fit
 */
export interface FitDataOptions extends Omit<GivenSettings, 'lambda' | 'solver'>, ComputeOptions {
  /**
   * The column of the labels, or the one-hot columns, one for each class. By default a table's last;
   * objects need it, and data sets have their labels.
   */
  readonly label?: ColumnName | readonly ColumnName[];
  /** The columns of the features. By default all but the label's that can be. */
  readonly only?: readonly ColumnName[];
  /** Columns to leave out. By default those that can't help: constant ones, duplicates, identifiers. */
  readonly without?: readonly ColumnName[];
  /** Columns of numbers that name categories, e.g. a postcode. By default none. */
  readonly categories?: readonly ColumnName[];
  /**
   * What to do where a value is missing: `impute` takes the training rows' median, and tells by a feature
   * of its own that it was missing; `error` refuses. By default `impute`.
   */
  readonly missing?: Preparation['missing'];
  /** CSV: whether the first line is a header. By default, `auto`, the first lines tell. */
  readonly header?: boolean | 'auto';
  /** CSV: the character between cells. By default the first lines tell. */
  readonly delimiter?: string;
  /** `.npz` and safetensors: the name of the array of features. By default a usual one. */
  readonly array?: string;
  /**
   * `.npy` and idx: the file of the labels; `.npz` and safetensors: their array. By default a usual name.
   */
  readonly labels?: string;
  /** Folders of pictures: the side of the squares that all are scaled to. By default their own size. */
  readonly size?: number;
  /** Folders of pictures: 1 takes all as grey, 3 as coloured. By default they tell. */
  readonly channels?: 1 | 3;
  /**
   * Makes features of pictures by so many patches, or by those of these settings: see `patchFeatures`. They
   * are learnt of the pictures that are trained on, kept in the cache folder for later fits, and read from
   * there where they exceed `memory`. Unless they are given, `standardise` then is `damped`, and of at least
   * 5,000 rows to train and validate on, the solver is `mini-batch` with λ 10⁻⁷, `eta` 32, `batchSize` 128,
   * `epochs` 20, `momentum` 0.9, a cosine schedule and `labelSmoothing` 0.1. Of fewer, or with a `tolerance`,
   * it is `lbfgs` as ever, with `tolerance` 10⁻³ and λ at most 10⁻³. By default pixels are the features.
   */
  readonly patches?: number | PatchSettings;
  /**
   * The patches that are trained together by mini-batches: groups of so many are trained one after another,
   * and their scores averaged, which takes the memory of one and is right more often. By default 1,024.
   */
  readonly patchGroup?: number;
  /**
   * What to test on: a fraction of the rows, their number, or other data; 0 for nothing. By default 20 %,
   * at most 10,000 rows.
   */
  readonly test?: number | LabelledInput;
  /**
   * What to choose λ by: a fraction of the rows that the test leaves, their number, or other data. By
   * default 20 % of them, at most 10,000; of fewer than 5,000 rows, five folds.
   */
  readonly validation?: number | LabelledInput;
  /** k: chooses λ by stratified k-fold cross-validation, at least 2. By default see `validation`. */
  readonly folds?: number;
  /**
   * The values of λ, each above 0, in any order, or a range. By default 10, √10, 1, … at most to 10⁻⁸,
   * until three smaller ones have improved neither the validation accuracy nor the loss; by mini-batches
   * 10⁻⁷ alone.
   */
  readonly lambdas?: readonly number[] | Range;
  /**
   * `best` chooses the highest validation accuracy, `one-standard-error` the largest λ whose accuracy is
   * within one standard error of it. By default `best`.
   */
  readonly rule?: SearchResults['rule'];
  /**
   * Seconds that all of it may take, about. Where they don't suffice, fewer λ are tried, or there are fewer
   * epochs unless `epochs` is given, and the result says so. By default it takes the time that it needs.
   */
  readonly seconds?: number;
  /**
   * Bytes of data that may be read into memory, about: larger tables and svmlight files are parsed into the
   * cache folder and read from there. By default 1 GiB, or a quarter of the machine's memory if that is less.
   */
  readonly memory?: number;
  /**
   * Ends the search soon after it aborts, as if the time were over: the best of the λ found so far is
   * chosen, fitted, unless it is by mini-batches, and tested. By default none.
   */
  readonly enough?: AbortSignal;
  /** Stops it soon after it aborts; its reason is then thrown. By default none. */
  readonly signal?: AbortSignal;
  /**
   * Called while files are read, many times in a second; and while features are made of a table that stays
   * on disk. By default none.
   */
  readonly onReading?: (progress: ReadingProgress) => void;
  /** Called while pictures are encoded by patches, some ten times a second. By default none. */
  readonly onEncoding?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Called once, when the data are read, before the search begins. By default none. */
  readonly onUnderstood?: (understood: Understood) => void;
  /** Called after each iteration of the search; of mini-batches, many times in a second. By default none. */
  readonly onProgress?: (progress: FitProgress) => void;
}

const OWN = [
  ...['label', 'only', 'without', 'categories', 'missing', 'test', 'validation', 'folds'],
  ...[
    'lambdas',
    'rule',
    'seconds',
    'memory',
    'patches',
    'patchGroup',
    'onEncoding',
    'onReading',
    'onUnderstood',
    ...OF_FILES,
  ],
];

/** Throws a TypeError or RangeError naming the option that is invalid, before any data are read. */
export function assertFitOptions(options: FitDataOptions): void {
  assertSearchOptions(options, OWN, ['lambda', 'solver']);
  const {
    folds,
    label,
    memory,
    missing,
    onEncoding,
    onReading,
    onUnderstood,
    patches,
    patchGroup,
    seconds,
  } = options;
  if (label !== undefined && !Array.isArray(label)) assertName('label', label);
  else assertNames('label', label);
  for (const name of ['only', 'without', 'categories'] as const) assertNames(name, options[name]);
  if (missing !== undefined) assertOneOf('missing', missing, ['impute', 'error']);
  if (folds !== undefined) assertInteger('folds', folds, 2);
  if (seconds !== undefined) assertPositive('seconds', seconds);
  if (memory !== undefined) assertPositive('memory', memory);
  if (patches !== undefined && typeof patches !== 'number') {
    if (typeof patches !== 'object' || (patches as unknown) === null) {
      throw argumentError(TypeError, 'patches', 'a number of patches, or settings', patches);
    }
  }
  if (patchGroup !== undefined) {
    if (patches === undefined)
      throw argumentError(TypeError, 'patchGroup', 'none without patches', patchGroup);
    assertInteger('patchGroup', patchGroup, 1);
  }
  if (onEncoding !== undefined) assertInstance('onEncoding', onEncoding, [Function]);
  if (onReading !== undefined) assertInstance('onReading', onReading, [Function]);
  if (onUnderstood !== undefined) assertInstance('onUnderstood', onUnderstood, [Function]);
}

function assertNames(option: string, names: unknown): void {
  if (names === undefined) return;
  if (!Array.isArray(names)) {
    throw argumentError(TypeError, option, 'an array of names or indices of columns', names);
  }
  names.forEach((name: unknown, i) => assertName(`${option}[${i}]`, name));
}

function assertName(option: string, name: unknown): void {
  if (typeof name === 'number') assertInteger(option, name, 0);
  else assertText(option, name);
}

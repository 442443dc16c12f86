import type { CsvDialect } from '../csv/csv-line';
import type { DataSet, ImageShape } from '../data-set';
import type { DenseFeatures } from '../features/kind';
import type { Label } from '../label-types';
import type { ClassOptions } from '../own/known-classes';
import type { PicturesOptions } from '../pictures/load-pictures';
import type { ReadingOptions } from '../reading-progress';
import type { Input } from './input';

/** The features and classes of the classifier that samples are read for. */
export interface ClassifierShape {
  /** d. */
  readonly features: number;
  /** Whether it was trained on bytes; else on numbers. */
  readonly bytes: boolean;
  /** The shape of its samples, if they are images. */
  readonly image: ImageShape | null;
  readonly classes: readonly Label[];
  /** The features' names; null or absent if they have none. */
  readonly featureNames?: readonly string[] | null;
}

/** Options of all formats: each reader uses its own. */
export interface FormatOptions {
  /** CSV: the column of the labels, by its name in the header or its index from 0. */
  readonly label?: string | number | undefined;
  /** CSV: the columns of the features, by their names or indices. */
  readonly only?: readonly (string | number)[] | undefined;
  /** CSV: columns to leave out. */
  readonly without?: readonly (string | number)[] | undefined;
  /** CSV: whether the first line is a header. */
  readonly header: boolean | 'auto';
  /** CSV: the character between cells; by default, the first lines tell. */
  readonly delimiter?: string | undefined;
  /** .npz: the name of the array of features. */
  readonly array: string;
  /** .npy: the file with the labels; .npz: their array. */
  readonly labels?: string | undefined;
  /** .npy: bytes that a labelled file may have to be read into memory. By default any number. */
  readonly memory?: number | undefined;
}

export interface RowOptions extends FormatOptions {
  readonly classifier: Omit<ClassifierShape, 'classes'> & Partial<Pick<ClassifierShape, 'classes'>>;
  /** Called with what was done to make a sample fit. */
  readonly note: (message: string) => void;
  readonly signal: AbortSignal;
}

export interface LabelledOptions extends FormatOptions, ReadingOptions {
  readonly classifier: ClassifierShape;
  readonly signal: AbortSignal;
}

/** Options of data sets to train on: each format uses its own. */
export interface SetOptions extends ClassOptions, ReadingOptions {
  /** .npz and safetensors: the name of the array of features. By default a usual one. */
  readonly array?: string | undefined;
  /** The file with the labels; .npz and safetensors: their array, too. By default a usual name. */
  readonly labels?: string | undefined;
  /** Folders of pictures: the size that they are scaled to. */
  readonly size?: PicturesOptions['size'];
  /** Folders of pictures: whether they are grey. */
  readonly channels?: PicturesOptions['channels'];
  /** Bytes that data may have to be read into memory, where rows can stay on disk. By default any. */
  readonly memory?: number | undefined;
  /** Called with what was taken for granted. */
  readonly note?: ((message: string) => void) | undefined;
}

/** Data that come in parts. */
export interface DataParts {
  readonly training: DataSet;
  readonly validation?: DataSet;
  readonly test?: DataSet;
}

/** Consecutive samples without their labels. */
export interface RowBlock {
  /** The file, or part of a file, that they are in, for messages and results. */
  readonly where: string;
  /** n×d, of any kind of numbers, finite or not. */
  readonly X: DenseFeatures;
  /** Whether it is a single sample, which has no number in its file. */
  readonly isSingle?: boolean;
  /** The lines of a table that they were read from. */
  readonly table?: Table;
}

/** Lines of a table, as texts. */
export interface Table {
  /** The columns' names; null without a header. */
  readonly header: readonly string[] | null;
  /** How it is written; null if nothing tells. */
  readonly dialect: CsvDialect | null;
  /** The cells of each sample, as they are written. */
  readonly rows: readonly (readonly string[])[];
}

export interface Reading<Options, Result> {
  /** `file` if a pipe won't do: the input is closed, and `read` opens the file `where` itself. */
  readonly from: 'stream' | 'file';
  readonly read: (input: Input, options: Options) => Result;
}

/** A file format: how it is recognised, and how it is read. */
export interface Reader {
  /** Its name in lists, e.g. `.npz`. */
  readonly name: string;
  /** One file of it, with its article, e.g. `an .npz`. */
  readonly one: string;
  /** Endings of its files' names, lower-case, with the dot. */
  readonly endings: readonly string[];
  /** Matches the first bytes as Latin-1 text; null if they don't tell. */
  readonly beginning: RegExp | null;
  /** Reads samples to predict, block by block as they come. Absent if the format can't have them. */
  readonly rows?: Reading<RowOptions, AsyncIterable<RowBlock>>;
  /** Reads a data set to train on, or its parts. Absent if the format has tables, or no labels. */
  readonly dataSet?: (file: string, options: SetOptions) => Promise<DataSet | DataParts>;
  /** Reads labelled samples. Absent if the format can't have labels. */
  readonly labelled?: Reading<LabelledOptions, Promise<DataSet>>;
}

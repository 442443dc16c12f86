import type { Backend } from '../backend';
import { assertMadeAlike, type DataSet, type Row } from '../data';
import { assertInteger } from '../errors';
import type { FittedModel } from '../model';
import { finish, TaskRunner } from '../tasks';
import { Columns } from './columns';
import { bytesOf, Pictures } from './pictures';
import { assertRow, isDataSet, packRows, type FeatureRows, type Rows, type Sample } from './rows';

/** Samples in one array. */
interface Packed extends Pick<DataSet, 'X' | 'samples'> {
  /** As they were given, or made of records. */
  readonly rows: FeatureRows;
  readonly pictures: Pictures | null;
}

/** Reads the samples that a model takes, and makes features of records and of pictures. */
export class SampleReader {
  private readonly columns: Columns;
  /** What makes features of pictures; null if samples are features as they come. */
  private readonly pictures: Pictures | null;

  constructor(
    private readonly model: FittedModel,
    backend: Backend,
  ) {
    this.columns = new Columns(model);
    this.pictures = model.patches && new Pictures(model.patches, backend);
  }

  /** d, the numbers of a sample; of a picture, if the model makes features of them. */
  get features(): number {
    return (this.pictures ?? this.model.parameters).features;
  }

  /** How many samples of a set may be scored at a time. */
  get together(): number {
    return this.pictures?.together ?? Infinity;
  }

  /** Whether features are made of these samples, which are pictures. */
  takesPictures(rows: FeatureRows): boolean {
    return this.pictures !== null && !this.pictures.areMade(rows);
  }

  /** Asserts that a set's samples have the features, or the shape, of the training set's. */
  assertFeatures(name: string, set: DataSet): void {
    const isOfPictures = this.takesPictures(set);
    const { features } = isOfPictures ? this : this.model.parameters;
    assertInteger(`${name}.features`, set.features, features, features);
    if (isOfPictures) this.pictures?.assertShape(`${name}.image`, set.image);
    else assertMadeAlike(name, set, this.model.patches);
  }

  /** Returns the numbers of a sample, asserted to be so many; of a picture, as bytes. */
  row(name: string, sample: Sample): Row {
    const row = this.columns.row(name, sample);
    const { pictures } = this;
    if (pictures === null || pictures.areMade(row.length)) {
      assertRow(name, row, this.model.parameters.features);
      return row;
    }
    assertRow(name, row, pictures.features);
    return bytesOf(row, (j) => `${name}[${j}]`);
  }

  /** Returns the features of a sample that the weights are for: F. */
  encodedRow(name: string, sample: Sample): Row {
    const row = this.row(name, sample);
    if (this.pictures === null || this.pictures.areMade(row.length)) return row;
    return finish(this.pictures.encoding(row as Uint8Array, 0, 1));
  }

  /** Makes features of pictures, without holding the event loop; returns other samples as they are. */
  async encoded<Samples extends Rows>(given: Samples, signal?: AbortSignal) {
    const { pictures } = this;
    if (pictures === null) return given;
    const rows = this.columns.rows(given);
    if (pictures.areMade(rows)) return given;
    const { X, samples } = packRows(rows, pictures.features, null);
    const made = await new TaskRunner(signal).run(pictures.encoding(X, 0, samples));
    const { patches } = pictures;
    return { X: made, samples, features: patches.features, madeBy: patches };
  }

  /** Returns samples in one array, and what makes features of them; null if they are features. */
  packed(given: Rows): Packed {
    const rows = this.columns.rows(given);
    if (isDataSet(rows)) assertMadeAlike('rows', rows, this.model.patches);
    const pictures = this.pictures?.areMade(rows) === false ? this.pictures : null;
    const { features } = pictures ?? this.model.parameters;
    return { rows, pictures, ...packRows(rows, features, this.model.featureNames) };
  }
}

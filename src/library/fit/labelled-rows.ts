import { subset, type DataSet } from '../../data';
import type { Preparation } from '../../tables/preparation';
import type { Task } from '../../tasks';

/** Rows with their classes, before anything is learnt of them. */
export interface LabelledRows extends Pick<DataSet, 'name' | 'samples' | 'labels' | 'classes'> {
  readonly labelType: NonNullable<DataSet['labelType']>;
  /** The column of the labels, or those of one-hot labels; none of a data set. */
  readonly label: readonly string[];
  /** The rows that were left out, since they have no label. */
  readonly unlabelled: number;
  /** Learns of the rows with these numbers what makes features of any; null if they have features. */
  learning(numbers: Uint32Array | null): Task<Preparation | null>;
  /** Makes features of all rows, or of those with these numbers. */
  encoding(
    preparation: Preparation | null,
    name: string,
    numbers: Uint32Array | null,
  ): Task<DataSet>;
  /** What was understood of the columns, in words: a line each. */
  describing(preparation: Preparation | null): Task<readonly string[]>;
}

/** The samples of a data set. */
export class SampleRows implements LabelledRows {
  readonly name: string;
  readonly samples: number;
  readonly labels: DataSet['labels'];
  readonly classes: readonly string[];
  readonly labelType: NonNullable<DataSet['labelType']>;
  readonly label = [];
  readonly unlabelled = 0;

  constructor(readonly set: DataSet) {
    ({ name: this.name, samples: this.samples, labels: this.labels, classes: this.classes } = set);
    this.labelType = set.labelType ?? 'string';
  }

  // eslint-disable-next-line require-yield -- there is nothing to learn
  *learning(): Task<null> {
    return null;
  }

  // eslint-disable-next-line require-yield -- `subset` copies at once
  *encoding(_: null, name: string, numbers: Uint32Array | null): Task<DataSet> {
    return numbers === null ? this.set : subset(this.set, name, numbers);
  }

  // eslint-disable-next-line require-yield -- a few facts
  *describing(): Task<readonly string[]> {
    const { features, image } = this.set;
    if (image === undefined) return [`${features.toLocaleString('en')} numbers for each sample`];
    const colour = image.channels === 1 ? 'grey' : 'in colour';
    return [`pictures of ${image.width} × ${image.height} pixels, ${colour}`];
  }
}

import type { DataSet } from '../../data';
import {
  describingPreparation,
  encodingTable,
  fittingPreparation,
  type LabelledTable,
  type Preparation,
  type PreparationOptions,
  type Table,
  StoredTable,
  encodingStored,
} from '../../tables';
import type { Task } from '../../tasks';
import type { LabelledRows } from './labelled-rows';

/** The labelled rows of a table. */
export class TableRows implements LabelledRows {
  readonly name: string;
  readonly samples: number;
  readonly labels: DataSet['labels'];
  readonly classes: readonly string[];
  readonly labelType: NonNullable<DataSet['labelType']>;
  readonly label: readonly string[];
  readonly unlabelled: number;

  constructor(
    private readonly table: Table | StoredTable,
    private readonly found: LabelledTable,
    private readonly options: PreparationOptions,
    /** Bytes that features may have to be in memory, if the table is on disk. */
    private readonly memory: number,
  ) {
    ({ classes: this.classes, labels: this.labels, labelType: this.labelType } = found);
    this.name = table.where;
    this.samples = found.rows.length;
    this.label = found.columns;
    this.unlabelled = table.rows - this.samples;
  }

  learning(numbers: Uint32Array | null): Task<Preparation> {
    return fittingPreparation(this.table, this.rowsOf(numbers), this.options);
  }

  *encoding(
    preparation: Preparation | null,
    name: string,
    numbers: Uint32Array | null,
  ): Task<DataSet> {
    if (preparation === null) throw new Error('rows of a table without a preparation');
    const { classes, labels, labelType, table } = this;
    const rows = this.rowsOf(numbers);
    const { X, featureNames } = yield* table instanceof StoredTable
      ? encodingStored(preparation, table, rows, this.memory)
      : encodingTable(preparation, table, rows);
    const own = numbers === null ? labels : labels.slice(0, numbers.length);
    numbers?.forEach((number, i) => (own[i] = labels[number]));
    const shape = { samples: own.length, features: featureNames.length };
    return { name, classes, labelType, ...shape, featureNames, X, labels: own };
  }

  *describing(preparation: Preparation | null): Task<readonly string[]> {
    return preparation === null ? [] : yield* describingPreparation(this.table, preparation);
  }

  /** The numbers of the table's rows. */
  private rowsOf(numbers: Uint32Array | null): Uint32Array {
    const { rows } = this.found;
    return numbers === null ? rows : numbers.map((number) => rows[number]);
  }
}

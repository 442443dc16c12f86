import { RowsOnDisk, type DataSet } from '../../data';
import type { PathSets } from '../../search';
import type { Preparation } from '../../tables/preparation';
import type { TaskRunner } from '../../tasks';
import type { AnyTrainingData } from '../../training';
import type { LabelledRows } from './labelled-rows';
import type { Parts } from './parts';

/** Rows to learn from, and others to validate and to test on, if there are any. */
export interface Given {
  readonly rows: LabelledRows;
  readonly validation: LabelledRows | null;
  readonly test: LabelledRows | null;
  /** What readers left out, or took for granted. */
  readonly notes: readonly string[];
  /** Closes and removes what was needed of them on disk. @param kept  a set that is needed for longer */
  readonly close: (kept: DataSet | null) => Promise<void>;
}

/**
 * The sets of a fit: features of the parts, made when they are needed, by what was learnt of the rows that
 * are trained on alone. Keeps the last sets, and all whose rows are on disk.
 */
export class FitSets implements PathSets {
  readonly folds: readonly (number | null)[];
  readonly sizes: readonly number[];
  readonly whole: (() => Promise<AnyTrainingData>) | null;
  private readonly learnt = new Map<number | null | 'whole', Promise<Preparation | null>>();
  private readonly onDisk = new Map<number | null, AnyTrainingData>();
  private last: { readonly fold: number | null; readonly sets: AnyTrainingData } | null = null;

  constructor(
    private readonly given: Given,
    private readonly parts: Parts,
    private readonly runner: TaskRunner,
  ) {
    const { folds, validation } = parts;
    this.folds = folds === null ? [null] : [...folds.keys()];
    this.sizes = folds?.map(({ length }) => length) ?? [
      validation?.length ?? given.validation?.samples ?? 0,
    ];
    this.whole = given.validation === null ? () => this.all() : null;
  }

  async of(fold: number | null): Promise<AnyTrainingData> {
    if (this.last?.fold === fold) return this.last.sets;
    const kept = this.onDisk.get(fold);
    if (kept !== undefined) return kept;
    this.last = null;
    const { given, runner } = this;
    const { name } = given.rows;
    const which = fold === null ? '' : `, fold ${fold + 1}`;
    const preparation = await this.preparationOf(fold);
    const [training, held] = this.numbersOf(fold);
    const sets = {
      training: await this.encoded(preparation, `${name} (training${which})`, training),
      validation: await (held === null
        ? runner.run((given.validation ?? given.rows).encoding(preparation, 'validation', null))
        : this.encoded(preparation, `${name} (validation${which})`, held)),
    };
    if (sets.training.X instanceof RowsOnDisk) this.onDisk.set(fold, sets);
    this.last = { fold, sets };
    return sets;
  }

  /** What the last model's features are made by. @param isRefitted  true if it saw the whole */
  preparation(isRefitted: boolean): Promise<Preparation | null> {
    return this.preparationOf(isRefitted ? 'whole' : this.folds[0]);
  }

  /** The test set, as the last model sees it; null if there is none. */
  async test(isRefitted: boolean): Promise<DataSet | null> {
    this.last = null;
    const { given, parts, runner } = this;
    const preparation = await this.preparation(isRefitted);
    if (given.test !== null) return runner.run(given.test.encoding(preparation, 'test', null));
    if (parts.test === null) return null;
    return this.encoded(preparation, `${given.rows.name} (test)`, parts.test);
  }

  private async all(): Promise<AnyTrainingData> {
    this.last = null;
    const { name } = this.given.rows;
    const preparation = await this.preparationOf('whole');
    const [numbers] = this.numbersOf('whole');
    return { training: await this.encoded(preparation, `${name} (training)`, numbers) };
  }

  private preparationOf(fold: number | null | 'whole'): Promise<Preparation | null> {
    const known = this.learnt.get(fold);
    if (known !== undefined) return known;
    const [numbers] = this.numbersOf(fold);
    const learning = this.runner.run(this.given.rows.learning(numbers));
    this.learnt.set(fold, learning);
    return learning;
  }

  /** The numbers of the rows that are trained and validated on; null where all of other data are. */
  private numbersOf(
    fold: number | null | 'whole',
  ): readonly [training: Uint32Array, held: Uint32Array | null] {
    const { folds, training, validation } = this.parts;
    if (fold === null) return [training, validation];
    if (fold === 'whole') {
      const all = new Uint32Array(training.length + (validation?.length ?? 0));
      all.set(training);
      if (validation !== null) all.set(validation, training.length);
      return [all.sort(), null];
    }
    const places = new Set(folds?.[fold]);
    return [training.filter((_, i) => !places.has(i)), training.filter((_, i) => places.has(i))];
  }

  private encoded(
    preparation: Preparation | null,
    name: string,
    numbers: Uint32Array,
  ): Promise<DataSet> {
    return this.runner.run(this.given.rows.encoding(preparation, name, numbers));
  }
}

import { stringify } from 'csv-stringify/sync';
import type { RowBatch } from '../../data';
import { OnelayerError, show } from '../../errors';
import type { Candidate } from '../../library';

/** The columns of samples that come from no table. */
const PLACES = ['input', 'sample'];

/** The significant digits of a probability. */
const DIGITS = 6;

const MARK = Buffer.from('\ufeff');

/**
 * Collects predictions as CSV: the columns of the input, if it is a table, else each sample's file and
 * number; then the best class and its probability or, of several, `label`, `probability`, `label_2`, …
 * A table without a header stays so, and all is written as in the first input: delimiter, decimal
 * commas, byte order mark.
 */
export class PredictionTable {
  /** The number of samples. */
  samples = 0;
  readonly parts: Uint8Array[] = [];
  /** The first input's columns; undefined before it. */
  private columns: readonly string[] | null | undefined;
  private dialect = { delimiter: ',', hasDecimalCommas: false, hasMark: false };

  /** @param top  k, the number of classes for each sample */
  constructor(private readonly top: number) {}

  /** @throws OnelayerError DATA_INVALID if an input has other columns than the first one */
  add({ where, first, samples, table }: RowBatch, best: readonly (readonly Candidate[])[]): void {
    const columns = table ? table.header : PLACES;
    if (this.columns === undefined) {
      this.columns = columns;
      if (table?.dialect) this.dialect = table.dialect;
      if (this.dialect.hasMark) this.parts.push(MARK);
      if (columns !== null) this.write([[...columns, ...this.newColumns(columns)]]);
    } else if (JSON.stringify(columns) !== JSON.stringify(this.columns)) {
      const names = this.columns ? this.columns.slice(0, 8).map(show).join(', ') : 'no header';
      const what = `expected the first input's columns (${names})`;
      const message = `${where}: ${what}, got others: write each to a file of its own`;
      throw new OnelayerError('DATA_INVALID', message);
    }
    this.samples += samples;
    this.write(
      best.map((classes, i) => [
        ...(table ? table.rows[i] : [where, first === null ? '' : String(first + i)]),
        ...classes.flatMap(({ label, probability }) => [String(label), this.number(probability)]),
      ]),
    );
  }

  /** Names the columns of predictions, other than those of the input. */
  private newColumns(columns: readonly string[]): string[] {
    const ranks = Array.from({ length: this.top }, (_, k) => (k === 0 ? '' : `_${k + 1}`));
    let names = ranks.flatMap((rank) => [`label${rank}`, `probability${rank}`]);
    while (names.some((name) => columns.includes(name))) {
      names = names.map((name) => `predicted_${name}`);
    }
    return names;
  }

  /** A probability, whose further digits say nothing: `--json` has them. */
  private number(value: number): string {
    const text = String(Number(value.toPrecision(DIGITS)));
    return this.dialect.hasDecimalCommas ? text.replace('.', ',') : text;
  }

  private write(rows: readonly (readonly string[])[]): void {
    this.parts.push(Buffer.from(stringify([...rows], { delimiter: this.dialect.delimiter })));
  }
}

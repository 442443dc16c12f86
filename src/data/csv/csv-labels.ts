import { show } from '../../errors';
import { invalid } from '../bytes/faults';
import { NO_UTF8 } from '../bytes/no-utf8';
import { integerLabel } from '../own/integer-label';
import { labelsOfTexts } from '../own/text-labels';
import { areColumnNumbers } from './header';
import type { Columns } from './choose-columns';
import type { CsvLine } from './csv-line';

/** Samples from which on a class of one sample in the first line is striking. */
const FEW_SAMPLES = 5;

/** Collects the labels of lines. */
export class CsvLabels {
  private readonly labels: string[] = [];
  /** The samples of each label, by itself: equal ones are kept as one text. */
  private readonly distinct = new Map<string, { readonly label: string; count: number }>();
  /** The first line, if it isn't taken for a header. */
  private first: { readonly cells: readonly string[]; readonly place: string } | null = null;

  /** @throws OnelayerError DATA_INVALID naming line and column */
  add({ cells, line }: CsvLine, { labels: j, placeOf }: Columns<number>): void {
    const label = cells[j].trim();
    if (label === '') throw invalid(placeOf(line, j), 'expected a label, got an empty cell');
    this.first ??= { cells, place: placeOf(line, j) };
    let known = this.distinct.get(label);
    if (known === undefined) {
      if (label.includes(NO_UTF8)) {
        throw invalid(placeOf(line, j), `expected text in UTF-8, got ${show(label)}`);
      }
      this.distinct.set(label, (known = { label, count: 0 }));
    }
    known.count++;
    this.labels.push(known.label);
  }

  get length(): number {
    return this.labels.length;
  }

  /**
   * Hands out the labels: as integers if all of them mean integers, else as texts.
   *
   * @param classes  known names: labels that are among them, perhaps as integers are written, are texts
   */
  take(classes: readonly string[] | undefined): string[] | number[] {
    return labelsOfTexts(this.labels, [...this.distinct.keys()], classes);
  }

  /**
   * Decides whether the first line, whose features are numbers, is a header all the same: if its label
   * occurs nowhere else.
   *
   * @param classes  the known classes
   * @throws OnelayerError DATA_INVALID that asks where it isn't clear
   */
  isFirstAHeader(
    { mayBeHeader, features }: Columns<number>,
    classes: readonly string[] | undefined,
  ): boolean {
    const { first } = this;
    if (first === null || mayBeHeader === 'no' || this.length < 2) return false;
    const [label, ...others] = [...this.distinct.keys()];
    if (classes?.includes(label)) return false;
    const isProbable = mayBeHeader === 'probable' && features.length > 1;
    if (this.countOf(label) > 1) {
      const cells = first.cells.map((cell) => cell.trim());
      if (isProbable && cells.length > 3 && areColumnNumbers(cells)) {
        throw asking(first.place, 'it numbers the columns');
      }
      return false;
    }
    const striking = this.isStriking(label, others, classes);
    if (isProbable && (striking || features.length > 2)) return true;
    if (!striking && !(isProbable && integerLabel(label) === null)) return false;
    throw asking(first.place, `its label ${show(label)} occurs nowhere else`);
  }

  /** Whether the first label, which occurs once, is of another kind than the others. */
  private isStriking(
    label: string,
    others: readonly string[],
    classes: readonly string[] | undefined,
  ): boolean {
    if (classes && others.every((own) => classes.includes(own))) return true;
    const isInteger = (own: string): boolean => integerLabel(own) !== null;
    if (others.length > 0 && !isInteger(label) && others.every(isInteger)) return true;
    const areRepeated = others.length > 1 && others.every((own) => this.countOf(own) > 1);
    return areRepeated && this.length >= FEW_SAMPLES;
  }

  private countOf(label: string): number {
    return this.distinct.get(label)?.count ?? 0;
  }
}

function asking(place: string, why: string): Error {
  const cure = 'if this is a header, say so by header: true, else by false';
  return invalid(place, `line 1 may be a header, as ${why}: ${cure}`);
}

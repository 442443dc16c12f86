import type { ImageShape } from '../../data';
import { printable } from '../../errors';
import type { Explanation } from '../../library';
import { significant } from '../../report/text/format';
import { padded, textWidth } from '../../report/text/width';
import type { Cell } from '../../tables';
import { barSigns } from '../terminal/bar-signs';

/** The columns that are shown: the others say less. */
const MOST = 10;

/** The width of the longest bar. */
const BAR_COLUMNS = 16;

/** The most characters of a value. */
const LONGEST_VALUE = 24;

/** The planes of a picture in colour. */
const COLOURS = ['red', 'green', 'blue'];

/** A line: what it is, the sample's value, and what that adds to the score. */
type Term = readonly [name: string, value: string, contribution: number];

/**
 * Formats an explanation: the score and its bias, then a line for each column, the largest first, with a
 * bar as long as what it adds or takes away; the smallest are added up.
 */
export function explanationText(
  explanation: Explanation,
  image: ImageShape | null,
  isUnicode: boolean,
): string {
  const { label, score, bias, contributions } = explanation;
  const shown = contributions
    .slice(0, MOST)
    .map(({ column, value, contribution }): Term => [
      nameOf(column, image),
      shortened(printable(String((value as Cell | undefined) ?? ''))),
      contribution,
    ]);
  const rest = contributions.slice(MOST);
  const others = rest.reduce((sum, { contribution }) => sum + contribution, 0);
  const terms: Term[] = [
    ...shown,
    ...(rest.length > 0 ? [[`${rest.length} others`, '', others] as const] : []),
  ];
  const widths = [0, 1].map((k) => Math.max(...terms.map((term) => textWidth(String(term[k])))));
  const largest = Math.max(...terms.map(([, , own]) => Math.abs(own)));
  const lines = terms.map(([name, value, own]) => {
    const bar = largest === 0 ? '' : barSigns(Math.abs(own) / largest, BAR_COLUMNS, isUnicode);
    return `${padded(name, widths[0])}  ${padded(value, widths[1])}  ${signed(own).padStart(9)}  ${bar}`.trimEnd(); // prettier-ignore
  });
  const sum = `score of ${printable(String(label))}: ${signed(score)}, of which the bias ${signed(bias)}`;
  return [`${sum}, and`, ...lines].join('\n');
}

function shortened(text: string): string {
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE - 1)}…` : text;
}

/** Three significant digits, with a sign. */
function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${significant(Math.abs(value), 3)}`;
}

/** The columns that are named in a line. */
const FEW = 4;

/** Formats the largest contributions in one line, for a sample among others. */
export function explanationLine(
  { label, contributions }: Explanation,
  image: ImageShape | null,
): string {
  const each = contributions
    .slice(0, FEW)
    .map(({ column, contribution }) => `${nameOf(column, image)} ${signed(contribution)}`);
  const more = contributions.length > FEW ? ', …' : '';
  return `  ${printable(String(label))} by ${each.join(', ')}${more}`;
}

/** A column, or a feature by its number: of a picture, the pixel's column and row from its upper left corner. */
function nameOf(column: string | number, image: ImageShape | null): string {
  if (typeof column === 'string') return printable(column);
  if (image === null) return `feature ${column}`;
  const { width, height, channels } = image;
  const pixel = column % (width * height);
  const plane = channels === 1 ? 'pixel' : COLOURS[Math.floor(column / (width * height))];
  return `${plane} at ${pixel % width},${Math.floor(pixel / width)}`;
}

import { createColors } from 'picocolors';
import { columnsOf, textWidth } from '../../report/text/width';
import { printable } from '../../errors';
import { barSigns } from './bar-signs';
import { barIsShown } from './say';
import { isUnicodeLocale } from './unicode';

/** The interval between lines off a terminal. */
export const LINE_EVERY_MS = 10_000;

/** The interval between two drawings: smooth, at no cost. */
const DRAW_EVERY_MS = 80;

/** The columns of a bar: a fifth of the terminal's, so that it doesn't jump with what is beside it. */
const barWidth = (columns: number): number => Math.min(30, Math.max(8, Math.floor(columns / 5)));

/** What a bar shows. */
export interface BarContent {
  readonly title: string;
  /** From 0 to 1; null if it isn't known: there are facts alone. */
  readonly fraction: number | null;
  /** The most important first. Of each, the first wording that there is room for is shown. */
  readonly facts: readonly (readonly string[])[];
}

/** Returns true if a bar can be drawn: on a terminal that can go back to the start of a line. */
export function canShowBar(): boolean {
  return process.stderr.isTTY && process.env.TERM !== 'dumb';
}

/** Formats a bar that fits into so many columns. */
export function barText(
  { title, fraction, facts }: BarContent,
  columns: number,
  isUnicode: boolean,
  paint: (bar: string) => string = (bar) => bar,
): string {
  if (fraction === null) return `${printable(title)}${fitting(facts, columns - textWidth(title))}`;
  const percentage = `${Math.floor(100 * Math.min(1, fraction))} %`.padStart(5);
  const frame = 2;
  const width = barWidth(columns);
  const room = columns - percentage.length - frame - width;
  const name = textWidth(title) + 1 <= room ? `${printable(title)} ` : '';
  const bar = barSigns(fraction, width, isUnicode).padEnd(width, isUnicode ? ' ' : '.');
  const [open, close] = isUnicode ? '▕▏' : '[]';
  return `${name}${open}${paint(bar)}${close}${percentage}${fitting(facts, room - textWidth(name))}`;
}

/** Those facts that there is room for, each in the first wording that fits. */
function fitting(facts: BarContent['facts'], room: number): string {
  let left = room;
  const shown = facts.flatMap((wordings) => {
    const found = wordings.find((words) => textWidth(words) + 2 <= left);
    if (found === undefined) return [];
    left -= textWidth(found) + 2;
    return [`  ${found}`];
  });
  return shown.join('');
}

/** A bar on standard error. Whatever else is printed meanwhile takes its place, and it comes again below. */
export class Bar {
  #next = 0;
  readonly #isUnicode = isUnicodeLocale(process.env);
  readonly #paint = createColors().isColorSupported ? createColors().cyan : undefined;

  /** Draws the bar, unless that was done a moment ago. */
  show(content: () => BarContent): void {
    const now = performance.now();
    if (now < this.#next) return;
    this.#next = now + DRAW_EVERY_MS;
    // A sign in the last column would make some terminals begin a new line.
    const columns = (columnsOf(process.stderr) ?? 80) - 1;
    const text = barText(content(), columns, this.#isUnicode, this.#paint);
    process.stderr.write(`\r${text}\u001b[K`);
    barIsShown(() => this.#clear());
  }

  /** Ends the bar: its line is empty again. */
  stop(): void {
    this.#clear();
  }

  #clear(): void {
    if (this.#next === 0) return;
    process.stderr.write('\r\u001b[K');
    barIsShown(null);
    this.#next = 0;
  }
}

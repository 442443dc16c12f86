import { columnsOf } from '../../report/text/width';
import { printable } from '../../errors';
import { fitted } from './fitted';

/** Escapes control characters but line breaks. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

/** What clears the line of a bar, while there is one. */
let clearBar: (() => void) | null = null;

/** Registers what clears the bar, so that nothing is written into its line. Null: there is none. */
export function barIsShown(clear: (() => void) | null): void {
  clearBar = clear;
}

/** True of a process whose job has another one that speaks for it. */
let isSilent = false;

/** Makes this process say nothing but errors. */
export function beSilent(): void {
  isSilent = true;
}

export const isQuiet = (): boolean => isSilent;

interface Look {
  /** Colours the lines once they fit. By default plain. */
  readonly paint?: (text: string) => string;
  /** Columns to indent the rest of a wrapped line by. */
  readonly hang?: number;
  /** True for text of our own that fits already and has colours: it is printed as it is. */
  readonly asIs?: boolean;
}

/** Says something to the user, or nothing if the user wants none of it. */
export type Say = (text: string, look?: Look) => void;

/** Prints a command's text on standard output: control characters escaped, within the terminal's width. */
export function print(text: string, { paint = same, hang, asIs = false }: Look = {}): void {
  if (isSilent) return;
  clearBar?.();
  const shown = asIs ? text : fitted(printableLines(text), columnsOf(process.stdout), hang);
  console.log(paint(shown));
}

const same = (text: string): string => text;

/** Returns what says the lines beside a command's result. */
export function sayFor({ quiet, json }: { readonly quiet: boolean; readonly json: boolean }): Say {
  return quiet || json ? () => undefined : print;
}

/** Prints text on standard error: control characters escaped, within the terminal's width. */
export function printError(text: string): void {
  writeError(printableLines(text));
}

/** Prints text without control characters on standard error, within the terminal's width. */
export function writeError(text: string): void {
  clearBar?.();
  // Elsewhere an error is one line, for logs and for other programs.
  const columns = process.stderr.isTTY ? columnsOf(process.stderr) : undefined;
  console.error(fitted(text, columns));
}

/** Prints a note, one line, on standard error. */
export function note(message: string): void {
  if (isSilent) return;
  printError(`note: ${printable(message)}`);
}

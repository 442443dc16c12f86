import { OnelayerError } from '../../errors';

const LINE_END = 0x0a;

/** The bytes of the whole lines: a file that is being written, or whose writer was killed, may have more. */
export function wholeBytes(bytes: Uint8Array): number {
  // After a power cut, or over a network, a size may be there before the content is: as zeros.
  const zero = bytes.indexOf(0);
  return bytes.subarray(0, zero < 0 ? bytes.length : zero).lastIndexOf(LINE_END) + 1;
}

/** Cuts bytes into whole lines. */
export function wholeLines(bytes: Uint8Array): string[] {
  const whole = bytes.subarray(0, wholeBytes(bytes));
  return Buffer.from(whole).toString('utf8').split('\n').slice(0, -1);
}

/** The schema of a line. */
export interface Form<Value> {
  safeParse(value: unknown): { readonly success: boolean; readonly data?: Value };
}

/** Reads a line; returns undefined if it hasn't the form. */
export function parsedLine<Value>(text: string, form: Form<Value>): Value | undefined {
  try {
    return form.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** How each journal begins. */
const BEGINNING = Buffer.from('{"onelayer":"sweep"');

/** Whether bytes may be the beginning of a first line. */
export function isBeginning(bytes: Uint8Array): boolean {
  const length = Math.min(bytes.length, BEGINNING.length);
  return BEGINNING.subarray(0, length).equals(bytes.subarray(0, length));
}

export function notAJournal(file: string): OnelayerError {
  return new OnelayerError(
    'FILE_INVALID',
    `${file}: expected the journal of a sweep, got another file`,
  );
}

/** @param i  of the line, from 0 */
export function strayLine(file: string, i: number, expected: string): OnelayerError {
  const what = `expected ${expected} in line ${i + 1}, got something else`;
  return new OnelayerError('FILE_INVALID', `${file}: ${what}`);
}

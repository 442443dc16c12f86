import { readFileSync, statSync } from 'node:fs';
import type { z } from 'zod';
import { OnelayerError } from '../../errors';
import { formatInWords, HEAD_BYTES, knownFormat } from '../../files';

/** No results are larger: a larger file is something else. */
const LARGEST_FILE = 500e6;

/**
 * Reads JSON.
 *
 * @param expected  what is to be in it, for the error
 * @throws OnelayerError FILE_INVALID that says what is wrong with the file
 */
export function readJson(file: string, expected: string): unknown {
  const bytes = readWhole(file, LARGEST_FILE);
  const head = bytes.subarray(0, HEAD_BYTES);
  const isOther = ![null, 'JSON'].includes(knownFormat(head));
  if (isOther) throw invalid(file, `expected ${expected}, got ${formatInWords(head)}`);
  try {
    const text = bytes.toString('utf8');
    // A byte order mark is no JSON.
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw invalid(file, `it is not JSON: ${error.message}`, error);
    throw error;
  }
}

/** Reads a file whole, unless it is larger than any file of its kind. */
export function readWhole(file: string, largest: number): Buffer {
  let size: number;
  try {
    ({ size } = statSync(file));
    if (size <= largest) return readFileSync(file);
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw invalid(file, `it can't be read: ${REASONS[code] ?? message}`, error);
  }
  throw invalid(file, `expected at most ${largest} bytes, got ${size}`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'you have no right to read it',
};

/** Asserts the form of what a file holds, and returns it with non-finite numbers as numbers. */
export function parseForm<Form extends z.ZodType>(
  form: Form,
  file: string,
  content: unknown,
): z.infer<Form> {
  const parsed = form.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue.path.length === 0 ? '' : `${placeOf(issue.path)}: `;
  throw invalid(file, `${place}${issue.message.charAt(0).toLowerCase()}${issue.message.slice(1)}`);
}

/** A path in words, e.g. `runs[0].eta`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, key) => {
    if (typeof key === 'number') return `${place}[${key}]`;
    return place === '' ? String(key) : `${place}.${String(key)}`;
  }, '');
}

/** The error for an invalid file: one line, whatever the file holds. */
export function invalid(file: string, fault: string, cause?: unknown): OnelayerError {
  const line = fault.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ');
  return new OnelayerError('FILE_INVALID', `${file}: ${line}`, { cause });
}

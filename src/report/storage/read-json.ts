import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { OnelayerError } from '../../errors';

/** Nobody's results are larger; a file that is, is something else. */
const LARGEST_FILE = 500e6;

/** Reads JSON. Throws an `OnelayerError` FILE_INVALID that says what is wrong with the file. */
export function readJson(file: string): unknown {
  try {
    return JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw invalid(file, `it is not JSON: ${error.message}`, error);
    throw error;
  }
}

function readText(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    throw invalid(file, `it can't be read: ${reasonOf(error)}`, error);
  }
  if (bytes.length > LARGEST_FILE) throw invalid(file, `it is too large: ${bytes.length} bytes`);
  return bytes.toString('utf8');
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'a part of its path is a file, not a folder',
  EISDIR: 'it is a folder',
  EACCES: 'you have no right to read it',
};

/** A refusal of the system, in words. */
export function reasonOf(error: unknown): string {
  const { code = '', message } = error as NodeJS.ErrnoException;
  return REASONS[code] ?? message;
}

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

/** E.g. `runs[0].eta`. */
function placeOf(path: readonly PropertyKey[]): string {
  return path.reduce<string>((place, key) => {
    if (typeof key === 'number') return `${place}[${key}]`;
    return place === '' ? String(key) : `${place}.${String(key)}`;
  }, '');
}

export function invalid(file: string, fault: string, cause?: unknown): OnelayerError {
  return new OnelayerError('FILE_INVALID', `${file}: ${fault}`, { cause });
}

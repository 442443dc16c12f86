import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { OnelayerError } from '../errors';
import { looksLikeResults, readResultsJson } from '../report';

/** A file to verify, or a folder that has none. */
export interface Submission {
  readonly path: string;
  /** Its name among the others: its path in the folder that was given, without `results.json`. */
  readonly name: string;
  /** False of a folder without results. */
  readonly isFile: boolean;
}

/** The usual name of a results file, which is one even if it can't be read. */
const USUAL = 'results.json';

/**
 * Finds the results files among paths: files as they are, and all results files in folders, a folder of
 * submissions perhaps. A folder in one of these that has none is named too.
 *
 * @throws OnelayerError FILE_INVALID for a path that isn't there
 */
export function findResults(paths: readonly string[]): Submission[] {
  return paths.flatMap((given) => {
    const found = statSync(given, { throwIfNoEntry: false });
    if (found === undefined) throw new OnelayerError('FILE_INVALID', `${given}: it does not exist`);
    if (!found.isDirectory()) return [{ path: given, name: given, isFile: true }];
    const files = resultsIn(given);
    return [...files, ...foldersWithout(given, files)]
      .map((one) => ({ ...one, name: nameIn(given, one.path) }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  });
}

type Found = Omit<Submission, 'name'>;

function resultsIn(folder: string): Found[] {
  return entriesOf(folder).flatMap((entry): Found[] => {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) return resultsIn(inside);
    return entry.isFile() && isResults(inside) ? [{ path: inside, isFile: true }] : [];
  });
}

/** Hidden files and links are left out: a link may lead anywhere. */
function entriesOf(folder: string) {
  return readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => !name.startsWith('.') && name !== 'node_modules',
  );
}

function isResults(file: string): boolean {
  if (path.basename(file) === USUAL) return true;
  if (path.extname(file).toLowerCase() !== '.json') return false;
  try {
    return looksLikeResults(readResultsJson(file));
  } catch (error) {
    if (error instanceof OnelayerError) return false;
    throw error;
  }
}

/** The folders directly in one that have no results; if it has none at all, itself. */
function foldersWithout(folder: string, files: readonly Found[]): Found[] {
  if (files.length === 0) return [{ path: folder, isFile: false }];
  // Results in the folder itself: it is that of one training, and those in it are of its runs.
  if (files.some((file) => path.dirname(file.path) === folder)) return [];
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => path.join(folder, name))
    .filter((inside) => !files.some((file) => file.path.startsWith(inside + path.sep)))
    .map((inside) => ({ path: inside, isFile: false }));
}

function nameIn(folder: string, file: string): string {
  const relative = path.relative(folder, file);
  const short = path.basename(file) === USUAL ? path.dirname(relative) : relative;
  return short === '.' || short === '' ? folder : short;
}

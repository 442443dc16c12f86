import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { invalid, readingFailure } from '../bytes/faults';
import { PICTURE_ENDINGS } from './decoder';

/** Pictures of one class. */
export interface ClassFolder {
  readonly name: string;
  /** Their paths, sorted. */
  readonly files: readonly string[];
}

/** What a folder of pictures has. */
export interface PictureFolder {
  /** A class for each sub-folder, sorted by name: those without pictures too. */
  readonly classes: readonly ClassFolder[];
  /** Pictures that lie in no sub-folder. */
  readonly loose: readonly string[];
  /** Files that are no pictures by their names. */
  readonly others: number;
  /** Files and folders whose names begin with a dot. */
  readonly hidden: number;
}

/** Names of sub-folders that aren't classes but parts of the data. */
export const PART_NAMES = {
  training: ['train', 'training'],
  validation: ['val', 'valid', 'validation', 'dev'],
  test: ['test', 'testing'],
} as const;

/** Says whether a sub-folder's name is that of a part of the data. */
export function isPartName(name: string): boolean {
  return Object.values(PART_NAMES).some((names: readonly string[]) =>
    names.includes(name.toLowerCase()),
  );
}

/**
 * Lists the pictures of a folder, by class. A class's own sub-folders belong to it. Links are followed,
 * but for those to folders inside a class, which may lead in circles.
 *
 * @throws OnelayerError naming the folder that can't be read
 */
export async function picturesIn(folder: string, signal?: AbortSignal): Promise<PictureFolder> {
  const counts = { others: 0, hidden: 0 };
  const top = await entriesOf(folder, counts, true);
  const classes: ClassFolder[] = [];
  for (const name of top.folders) {
    signal?.throwIfAborted();
    const files = await filesBelow(join(folder, name), counts, signal);
    classes.push({ name, files });
  }
  return { classes, loose: top.pictures, ...counts };
}

/** Lists all pictures of a folder and its sub-folders. @throws OnelayerError naming it if there are none */
export async function allPicturesIn(folder: string, signal?: AbortSignal): Promise<string[]> {
  const { classes, loose } = await picturesIn(folder, signal);
  const files = [...loose, ...classes.flatMap((own) => own.files)];
  if (files.length === 0) throw invalid(folder, 'expected pictures, got none');
  return files;
}

interface Counts {
  others: number;
  hidden: number;
}

async function filesBelow(folder: string, counts: Counts, signal?: AbortSignal): Promise<string[]> {
  const { folders, pictures } = await entriesOf(folder, counts, false);
  for (const name of folders) {
    signal?.throwIfAborted();
    for (const file of await filesBelow(join(folder, name), counts, signal)) pictures.push(file);
  }
  return pictures;
}

/** Sorts what a folder has: the names of its folders, and the paths of its pictures. */
async function entriesOf(
  folder: string,
  counts: Counts,
  followsFolders: boolean,
): Promise<{ readonly folders: string[]; readonly pictures: string[] }> {
  const folders: string[] = [];
  const pictures: string[] = [];
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    // Without a comparison, `sort` goes by code units.
    const kinds = new Map(entries.map((entry) => [entry.name, entry]));
    for (const name of [...kinds.keys()].sort()) {
      const entry = kinds.get(name);
      const isLink = entry?.isSymbolicLink() === true;
      const found = isLink ? await stat(join(folder, name)) : entry;
      if (name.startsWith('.')) counts.hidden++;
      else if (found?.isDirectory() === true && (followsFolders || !isLink)) folders.push(name);
      else if (found?.isFile() === true && PICTURE_ENDINGS.includes(extname(name).toLowerCase())) {
        pictures.push(join(folder, name));
      } else counts.others++;
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOTDIR') {
      throw invalid(folder, 'expected a folder', error);
    }
    throw readingFailure(folder, error);
  }
  return { folders, pictures };
}

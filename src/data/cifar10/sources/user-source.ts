import { open, readdir, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { OnelayerError } from '../../../errors';
import { formatInWords, HEAD_BYTES } from '../../../files';
import { isGzip } from '../../bytes/read-file';
import { archiveFileSource, ARCHIVES, type ArchiveKind } from './archive-source';
import { CIFAR10_HOME_PAGE, type Cifar10Edition, type Cifar10FileName } from '../files';
import { fileNameIn, folderSource } from './folder-source';
import type { Cifar10Source } from './source';

const EXPECTED =
  'expected a folder with the files of CIFAR-10 (data_batch_1.bin …, or the Python version’s ' +
  `data_batch_1 …), or ${ARCHIVES.binary} or ${ARCHIVES.python}`;

/** The places of unpacked files, relative to the folder that the user names. */
const LAYOUTS = [
  { kind: 'binary', folder: '.' },
  { kind: 'binary', folder: 'cifar-10-batches-bin' },
  { kind: 'python', folder: '.' },
  { kind: 'python', folder: 'cifar-10-batches-py' },
] as const;

/**
 * Makes a source of the user's path: a folder with the binary or the Python version, unpacked there
 * or in the archive's sub-folder, or with one of the two archives; or an archive itself. Unpacked
 * files take precedence, being the fastest to read.
 *
 * @throws OnelayerError DATA_UNAVAILABLE if it's missing, unreadable, or lacks a wanted file
 */
export async function userSource(
  path: string,
  wanted: ReadonlySet<Cifar10FileName>,
  edition: Cifar10Edition,
): Promise<Cifar10Source> {
  const root = resolve(path);
  try {
    const found = await stat(root);
    const isFolder = found.isDirectory();
    const source = isFolder ? findInFolder(root, wanted, edition) : archiveAt(root, edition);
    return namedByUser(await source);
  } catch (error) {
    if (error instanceof OnelayerError) throw error;
    throw unavailable(root, REASONS[(error as NodeJS.ErrnoException).code ?? ''] ?? String(error));
  }
}

/** Adds advice to the errors of the user's own files. */
function namedByUser(source: Cifar10Source): Cifar10Source {
  return {
    name: source.name,
    isNamedByUser: true,
    async deliver(wanted, receive, context) {
      try {
        await source.deliver(wanted, receive, context);
      } catch (error) {
        if (!(error instanceof OnelayerError) || error.code !== 'DATA_INVALID') throw error;
        const message = `${error.message}; get it again from ${CIFAR10_HOME_PAGE}, or name no path to have it fetched`;
        throw new OnelayerError('DATA_INVALID', message, { cause: error });
      }
    },
  };
}

const REASONS: Partial<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'there is no such file or folder',
  EACCES: 'it may not be read (EACCES)',
  EPERM: 'it may not be read (EPERM)',
};

async function findInFolder(
  root: string,
  wanted: ReadonlySet<Cifar10FileName>,
  edition: Cifar10Edition,
): Promise<Cifar10Source> {
  const entries = await readdir(root);
  const partial: string[] = [];
  for (const { kind, folder } of LAYOUTS) {
    const path = join(root, folder);
    const present = new Set(folder === '.' ? entries : await listIfFolder(path));
    const missing = [...wanted].filter((name) => !present.has(fileNameIn(kind, name)));
    if (missing.length === 0) return folderSource(path, kind, edition);
    if (missing.length < wanted.size) {
      const lacking = missing.map((name) => fileNameIn(kind, name)).join(', ');
      partial.push(`${path} lacks ${lacking}`);
    }
  }
  for (const kind of ['binary', 'python'] as const) {
    const path = join(root, ARCHIVES[kind]);
    if (entries.includes(ARCHIVES[kind])) return archiveFileSource(path, kind, edition);
  }
  throw unavailable(root, partial.length > 0 ? partial.join('; ') : describeEntries(entries));
}

async function listIfFolder(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (['ENOENT', 'ENOTDIR'].includes(code)) return [];
    throw error;
  }
}

function describeEntries(entries: string[]): string {
  if (entries.length === 0) return 'it is empty';
  const shown = entries.slice(0, 8).sort();
  const more = entries.length > shown.length ? `, and ${entries.length - shown.length} more` : '';
  return `it has none of them; it holds ${shown.join(', ')}${more}`;
}

/** Opens an archive that the user names; its first bytes and its name decide which it is. */
async function archiveAt(path: string, edition: Cifar10Edition): Promise<Cifar10Source> {
  const kind: ArchiveKind = /python|-py\b/.test(basename(path)) ? 'python' : 'binary';
  const file = await open(path);
  try {
    if (!(await isGzip(file))) {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      const got = formatInWords(buffer.subarray(0, bytesRead));
      throw unavailable(path, `got ${got}`, ' (programs train on other data: see the README)');
    }
  } finally {
    await file.close();
  }
  return archiveFileSource(path, kind, edition);
}

function unavailable(path: string, what: string, advice = ''): OnelayerError {
  return new OnelayerError('DATA_UNAVAILABLE', `${path}: ${what}; ${EXPECTED}${advice}`);
}

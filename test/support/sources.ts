import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const ROOT = path.join(__dirname, '..', '..');

/** The TypeScript files of some folders of the package, relative to it, with slashes. */
export function sourceFiles(...folders: string[]): string[] {
  return folders
    .flatMap((folder) =>
      ts.sys.readDirectory(path.join(ROOT, folder), ['.ts', '.tsx'], undefined, undefined),
    )
    .map((file) => path.relative(ROOT, file).split(path.sep).join('/'));
}

export const textOf = (file: string): string => readFileSync(path.join(ROOT, file), 'utf8');

import path from 'node:path';

/**
 * Names of files that tell them apart, in a word each if possible: the files' own names without endings,
 * or those of the nearest folders that are all different, e.g. `anna` and `ben` of `anna/results.json` and
 * `ben/results.json`; else the paths.
 */
export function originNames(files: readonly string[]): string[] {
  const paths = files.map((file) => {
    const { dir, name } = path.parse(path.resolve(file));
    return [name, ...dir.split(/[/\\]/).reverse()];
  });
  const depth = Math.min(...paths.map(({ length }) => length));
  for (let up = 0; up < depth; up++) {
    const names = paths.map((parts) => parts[up]);
    if (new Set(names).size === names.length && names.every((name) => name !== '')) return names;
  }
  return [...files];
}

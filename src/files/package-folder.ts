import { existsSync } from 'node:fs';
import path from 'node:path';

/** Finds the package's folder, from src/ and from dist/src/: the nearest with a package.json. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
}

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** Finds the package's folder, from src/ and from dist/src/: the nearest with a package.json. */
export function packageFolder(): string {
  let folder = __dirname;
  while (!existsSync(path.join(folder, 'package.json'))) folder = path.dirname(folder);
  return folder;
}

interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/** Reads this package's package.json. */
export function packageManifest(): Manifest {
  return JSON.parse(readFileSync(path.join(packageFolder(), 'package.json'), 'utf8')) as Manifest;
}

export function packageVersion(): string {
  return packageManifest().version;
}

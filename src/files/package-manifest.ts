import path from 'node:path';
import { OnelayerError } from '../errors';
import { thisFile } from './node-require';
import { devDependencies, version } from './package-facts';

/** Where `thisFile` is in the package: as a source, and compiled. */
const PLACES = ['src/files/node-require.ts', 'dist/src/files/node-require.js'].map((place) =>
  path.normalize(place),
);

/** Returns the package's folder; null if this code has left it, in a bundle. */
export function folderUnlessBundled(): string | null {
  if (!path.isAbsolute(thisFile)) return null;
  const place = PLACES.toReversed().find((ending) => thisFile.endsWith(path.sep + ending));
  return place === undefined ? null : thisFile.slice(0, -place.length - 1);
}

/**
 * Returns the package's folder.
 *
 * @param what  needs files in it, for the message, e.g. `a report`
 * @throws OnelayerError PACKAGE_MISSING in a bundle, which doesn't have them
 */
export function packageFolder(what = 'this'): string {
  const folder = folderUnlessBundled();
  if (folder !== null) return folder;
  throw new OnelayerError(
    'PACKAGE_MISSING',
    `${what} needs files of onelayer that a bundle doesn't have: ` +
      'make onelayer external to the bundle, and install it where the bundle runs',
  );
}

export function packageVersion(): string {
  return version;
}

/** Returns the version that an optional package is tested with. */
export function testedVersion(name: string): string {
  return devDependencies[name];
}

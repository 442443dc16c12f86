interface Manifest {
  readonly version: string;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * What the package knows of itself. A build puts the values in place of this module
 * (scripts/finish-build.js), so that it knows them in a bundle too, where no package.json is its own.
 */

export const { version, devDependencies } = require('../../package.json') as Manifest;

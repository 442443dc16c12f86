import { OnelayerError } from '../errors';
import { packageManifest } from './package-manifest';

/** Filters the packages that are not installed. */
export function missingPackages(names: readonly string[]): string[] {
  return names.filter((name) => !isInstalled(name));
}

/**
 * Returns the command that installs some of package.json's optional peers, each in the version that it
 * is tested with: that of the development dependency.
 */
export function installCommand(names: readonly string[]): string {
  const { devDependencies } = packageManifest();
  const versioned = names.map((name) => `${name}@${devDependencies[name]}`);
  return `npm install ${versioned.join(' ')}`;
}

/**
 * Asserts that optional packages are installed; for their size they aren't dependencies.
 *
 * @param what  the feature that needs them, for the message, e.g. `a report`
 * @throws OnelayerError PACKAGE_MISSING, with the command that installs those that are missing
 */
export function assertPackages(what: string, names: readonly string[]): void {
  const missing = missingPackages(names);
  if (missing.length === 0) return;
  throw new OnelayerError(
    'PACKAGE_MISSING',
    `${what} needs ${missing.join(', ')}, not installed with onelayer for their size; ` +
      `to install: ${installCommand(missing)}`,
  );
}

function isInstalled(name: string): boolean {
  try {
    require.resolve(name);
    return true;
  } catch (error) {
    // Installed, and without an entry for `require`.
    return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
}

import { messageOf, OnelayerError } from '../errors';
import { installCommand } from './install-command';
import { nodeRequire } from './node-require';

/** Filters the packages that are not installed. */
export function missingPackages(names: readonly string[]): string[] {
  return names.filter((name) => !isInstalled(name));
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

/**
 * Loads an optional package, or a file of one. A bundler doesn't see it, and leaves it where it is.
 *
 * @throws OnelayerError PACKAGE_MISSING that says why it can't be loaded
 */
export function optionalPackage(name: string): unknown {
  return dependency(name, () => nodeRequire(name));
}

/**
 * Loads a package in the moment of its use. What goes wrong then is the package's fault, not that of
 * the file or the argument at hand.
 *
 * @param load  `require` of the name, written out, so that bundlers see it. Not `import()`: tools that
 *              run programs in a context of their own, such as Jest, have none there
 * @throws OnelayerError PACKAGE_MISSING that says why it can't be loaded
 */
export function dependency<Module>(name: string, load: () => Module): Module {
  try {
    return load();
  } catch (error) {
    const [why] = messageOf(error).split('\n', 1);
    const message = `the package ${name} can't be loaded: ${why}; install it again`;
    throw new OnelayerError('PACKAGE_MISSING', message, { cause: error });
  }
}

function isInstalled(name: string): boolean {
  try {
    nodeRequire.resolve(name);
    return true;
  } catch (error) {
    // Installed, and without an entry for `require`.
    return (error as NodeJS.ErrnoException).code === 'ERR_PACKAGE_PATH_NOT_EXPORTED';
  }
}

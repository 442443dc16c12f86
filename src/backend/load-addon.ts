import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { show } from '../errors';
import { packageFolder, packageVersion } from '../files';

export type Addon = typeof import('../../binding');

/** The addon and its origin, or a message that says why it can't be used and what to do. */
export type AddonLoad =
  | {
      readonly addon: Addon;
      readonly file: string;
      readonly origin: string;
      readonly failure: null;
    }
  | { readonly addon: null; readonly failure: string };

/** The result of trying one place where the addon may be. */
type Attempt =
  | { readonly addon: Addon; readonly file: string }
  | { readonly why: string; readonly isThere: boolean };

const FUNCTIONS: readonly (keyof Addon)[] = [
  'gemm',
  'axpy',
  'prepareGradients',
  'prepareSums',
  'prepareEvaluation',
  'prepareScores',
  'bytesPastLine',
  'preferLargePages',
  'buildInformation',
  'getThreads',
  'setThreads',
];

/** The package with a prebuilt addon for this platform, if any: scripts/lib/platform-package.js. */
const PLATFORM_PACKAGE =
  `onelayer-${process.platform}-${process.arch}` + (process.platform === 'linux' ? '-gnu' : '');

/**
 * Loads the addon: the one built here, else the platform package's. Nothing else loads it. A
 * failure isn't cached, so that an addon built later is found.
 */
export function loadAddon(): AddonLoad {
  const root = packageFolder();
  const built = loadBuilt(root);
  if (!('why' in built)) return { ...built, origin: 'build/Release', failure: null };
  const packaged = loadPackaged();
  if (!('why' in packaged)) {
    const origin = PLATFORM_PACKAGE + (built.isThere ? `, since ${built.why}` : '');
    return { ...packaged, origin, failure: null };
  }
  const failure = `${built.why}; ${packaged.why}. To build it, run ${howToBuild(root)}`;
  return { addon: null, failure };
}

function loadBuilt(root: string): Attempt {
  const file = path.join(root, 'build', 'Release', 'onelayer.node');
  if (existsSync(file)) return load(file);
  return { why: `${file} is not there: it has not been built`, isThere: false };
}

function loadPackaged(): Attempt {
  let manifest: string;
  try {
    manifest = require.resolve(`${PLATFORM_PACKAGE}/package.json`);
  } catch {
    return { why: `${PLATFORM_PACKAGE} is not installed`, isThere: false };
  }
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const expected = packageVersion();
  if (version === expected) return load(path.join(path.dirname(manifest), 'onelayer.node'));
  const why = `${PLATFORM_PACKAGE}: expected version ${expected}, got ${version}`;
  return { why, isThere: true };
}

function load(file: string): Attempt {
  let addon: Addon;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- import can't load an addon
    addon = require(file) as Addon;
  } catch (error) {
    const why = explain(error instanceof Error ? error.message : show(error));
    return { why: why.includes(file) ? why : `${file}: ${why}`, isThere: true };
  }
  const missing = FUNCTIONS.filter((name) => typeof addon[name] !== 'function');
  if (missing.length === 0) return { addon, file };
  const why = `${file} was built from another version: it lacks ${missing.join(', ')}`;
  return { why, isThere: true };
}

/** Explains a failure to load, from the message of Node or the system's loader. */
function explain(message: string): string {
  const library = /(\S*openblas\S*): cannot open shared object file/i.exec(message)?.[1];
  if (library !== undefined) return `the library ${library} that it was built with is missing`;
  return message.split('\n', 1)[0];
}

function howToBuild(root: string): string {
  const isInstalled = path.basename(path.dirname(root)) === 'node_modules';
  return isInstalled ? '`npx onelayer build-native`' : `\`npm run build:native\` in ${root}`;
}

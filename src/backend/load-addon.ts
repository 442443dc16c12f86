import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { messageOf } from '../errors';
import { nodeRequire, ownCommand, folderUnlessBundled, packageVersion, thisFile } from '../files';

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
  'softmax',
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

/** The addon's file, in the folder of a build, of the platform's package, or of a bundle. */
const ADDON = 'onelayer.node';

/**
 * Loads the addon: the one that ONELAYER_ADDON names; else the one built here, or in a bundle the one
 * beside it; else the platform package's. Nothing else loads it. A failure isn't cached, so that an
 * addon built later is found.
 */
export function loadAddon(): AddonLoad {
  const named = process.env.ONELAYER_ADDON;
  if (named) return loadNamed(path.resolve(named));
  const root = folderUnlessBundled();
  const [origin, own] = root === null ? loadBesideBundle() : loadBuilt(root);
  if (!('why' in own)) return { ...own, origin, failure: null };
  const packaged = loadPackaged();
  if (!('why' in packaged)) {
    const origin = PLATFORM_PACKAGE + (own.isThere ? `, since ${own.why}` : '');
    return { ...packaged, origin, failure: null };
  }
  return { addon: null, failure: `${own.why}; ${packaged.why}. ${cure(root)}` };
}

/** Loads the addon that the user named, and no other in its place. */
function loadNamed(file: string): AddonLoad {
  const named = existsSync(file) ? load(file) : { why: `${file} is not there` };
  if ('why' in named) return { addon: null, failure: `ONELAYER_ADDON: ${named.why}` };
  return { ...named, origin: `${file}, as ONELAYER_ADDON says`, failure: null };
}

function loadBuilt(root: string): [string, Attempt] {
  const file = path.join(root, 'build', 'Release', ADDON);
  if (existsSync(file)) return ['build/Release', load(file)];
  return ['', { why: `${file} is not there: it has not been built`, isThere: false }];
}

function loadBesideBundle(): [string, Attempt] {
  const file = path.join(path.dirname(thisFile), ADDON);
  if (existsSync(file)) return [file, load(file)];
  return ['', { why: `${file} is not there, beside the bundle`, isThere: false }];
}

function loadPackaged(): Attempt {
  let manifest: string;
  try {
    manifest = nodeRequire.resolve(`${PLATFORM_PACKAGE}/package.json`);
  } catch {
    return { why: `${PLATFORM_PACKAGE} is not installed`, isThere: false };
  }
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const expected = packageVersion();
  if (version === expected) return load(path.join(path.dirname(manifest), ADDON));
  const why = `${PLATFORM_PACKAGE}: expected version ${expected}, got ${version}`;
  return { why, isThere: true };
}

function load(file: string): Attempt {
  let addon: Addon;
  try {
    addon = nodeRequire(file) as Addon;
  } catch (error) {
    const why = explain(messageOf(error));
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

function cure(root: string | null): string {
  if (root === null) return `Copy ${ADDON} beside the bundle, or name it in ONELAYER_ADDON`;
  const isInstalled = path.basename(path.dirname(root)) === 'node_modules';
  const command = isInstalled ? ownCommand('build-native') : 'npm run build:native';
  return `To build it, run \`${command}\`${isInstalled ? '' : ` in ${root}`}`;
}

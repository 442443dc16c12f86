import { existsSync } from 'node:fs';
import path from 'node:path';
import { show } from '../errors';
import { packageFolder } from '../files';

/** The native addon, typed by its contract. */
export type Addon = typeof import('../../binding');

/** The addon, or why it can't be used and what to do, in words for people. */
export type AddonLoad =
  | { readonly addon: Addon; readonly failure: null }
  | { readonly addon: null; readonly failure: string };

const FUNCTIONS: readonly (keyof Addon)[] = [
  'gemm',
  'axpy',
  'modelGradients',
  'modelAnswers',
  'modelScores',
  'bytesPastLine',
  'buildInformation',
  'getThreads',
  'setThreads',
];

/** Why loading failed, from what Node and the system's loader said. */
function explain(message: string): string {
  const library = /(\S*openblas\S*): cannot open shared object file/i.exec(message)?.[1];
  if (library !== undefined) return `the library ${library} that it was built with is missing`;
  return message.split('\n', 1)[0];
}

/**
 * Loads the addon: the only place that does. A failure is not remembered, so that an addon that is
 * built later is found.
 */
export function loadAddon(): AddonLoad {
  const root = packageFolder();
  const file = path.join(root, 'build', 'Release', 'onelayer.node');
  const cure = `To build it, run \`npm run build:native\` in ${root}`;
  const failed = (why: string): AddonLoad => ({ addon: null, failure: `${why}. ${cure}` });
  if (!existsSync(file)) return failed(`${file} is not there: it has not been built`);
  let addon: Addon;
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an addon can't be imported
    addon = require(file) as Addon;
  } catch (error) {
    return failed(explain(error instanceof Error ? error.message : show(error)));
  }
  const missing = FUNCTIONS.filter((name) => typeof addon[name] !== 'function');
  if (missing.length > 0) {
    return failed(`${file} was built from another version: it lacks ${missing.join(', ')}`);
  }
  return { addon, failure: null };
}

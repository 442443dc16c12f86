import type { Product } from '../../binding';
import { availableParallelism, cpus } from 'node:os';
import { localProcesses } from '../cluster';
import { assertInteger, assertKnownKeys, assertOneOf, OnelayerError, show, warn } from '../errors';
import type { Backend } from './backend';
import { JsBackend } from './js/js-backend';
import { loadAddon, type Addon } from './load-addon';
import { OpenBlasBackend } from './openblas-backend';

/** The choices of a backend; `auto` is OpenBLAS if its addon can be loaded. */
export const BACKEND_CHOICES = ['auto', 'openblas', 'js'] as const;

/** The choices of code for the products of a native pass. By default the faster by measurement. */
const PRODUCT_CHOICES: readonly Product[] = ['direct', 'openblas'];

/**
 * Options of `selectBackend`.
 *
 * @category Backend
 */
export interface BackendOptions {
  /** `openblas`, `js`, or `auto`: OpenBLAS if its addon can be loaded, else JavaScript. By default `auto`. */
  readonly backend?: (typeof BACKEND_CHOICES)[number];
  /**
   * The number of threads, at least 1, or `all`: one for each core, up to 8. By default 1; plain
   * JavaScript always has one. The number changes no bit of a result.
   */
  readonly threads?: number | 'all';
  /** The number of samples that pass together: at least 1. By default the fastest by measurement. */
  readonly tileRows?: number;
  /**
   * The code for matrix products: `direct`, which is onelayer's own loops, or `openblas`. By default
   * the faster by measurement. Plain JavaScript has its own.
   */
  readonly product?: Product;
}

/** True if `auto` must not fall back to JavaScript, as in continuous integration. */
const isStrict = (): boolean => process.env.ONELAYER_STRICT === '1';

/**
 * Selects the backend that computes: native code with OpenBLAS, or plain JavaScript, which is
 * slower and needs no addon. Its `report` says which one it is, and why. Where `auto` falls back to
 * JavaScript, a warning PLAIN_JAVASCRIPT says so once.
 *
 * @throws OnelayerError BACKEND_UNAVAILABLE if the addon can't be loaded and OpenBLAS was asked for, or
 *         the environment has `ONELAYER_STRICT=1`, or if the instruction set that it names in
 *         `ONELAYER_INSTRUCTIONS` is not there; TypeError or RangeError naming the invalid option or
 *         unknown key
 * @category Backend
 * @example
 * const { name, reason, threads } = selectBackend({ threads: 'all' }).report;
 * console.log(`${name} on ${threads} threads: ${reason}`);
 * @example Use one backend for several classifiers
 * const backend = selectBackend({ backend: 'js' });
 * const one = new LinearClassifier({ backend, lambda: 0.1 });
 * const other = new LinearClassifier({ backend, lambda: 1 });
 */
export function selectBackend(options: BackendOptions = {}): Backend {
  assertKnownKeys('options', options, ['backend', 'threads', 'tileRows', 'product']);
  const { backend = 'auto', threads = 1, tileRows, product } = options;
  assertOneOf('backend', backend, BACKEND_CHOICES);
  if (threads !== 'all') assertInteger('threads', threads, 1);
  if (tileRows !== undefined) assertInteger('tileRows', tileRows, 1, 2 ** 31 - 1);
  if (product !== undefined) assertOneOf('product', product, PRODUCT_CHOICES);
  const given = { tileRows, product };
  if (backend === 'js') return jsBackend('asked for', threads, tileRows);
  const loaded = loadAddon();
  if (loaded.addon !== null) {
    const { addon, origin } = loaded;
    assertInstructions(addon);
    const why =
      backend === 'openblas' ? 'asked for; the native addon is' : 'the native addon loaded';
    const reason = `${why} from ${origin}`;
    const count = threads === 'all' ? allThreads(addon) : threads;
    return new OpenBlasBackend(addon, reason, count, given);
  }
  const reason = `the native addon could not be loaded: ${loaded.failure}`;
  if (backend === 'openblas' || isStrict()) throw new OnelayerError('BACKEND_UNAVAILABLE', reason);
  warnOnce(reason);
  return jsBackend(reason, threads, tileRows);
}

let hasWarned = false;

/** Nobody should find out from a stopwatch that the addon is missing, e.g. beside a bundle. */
function warnOnce(reason: string): void {
  if (hasWarned) return;
  hasWarned = true;
  const advice = "to do so without this warning, choose the backend 'js'";
  warn('PLAIN_JAVASCRIPT', `computing in plain JavaScript, which is slower: ${reason}; ${advice}`);
}

/** Refuses the name of an instruction set that is not there: another would be used in silence. */
export function assertInstructions(addon: Addon): void {
  const { instructions, namedInstructions, availableInstructions } = addon.buildInformation();
  if (namedInstructions === '' || namedInstructions === instructions) return;
  const expected = availableInstructions.join(' or ');
  throw new OnelayerError(
    'BACKEND_UNAVAILABLE',
    `ONELAYER_INSTRUCTIONS: expected ${expected}, which this processor has, got ${show(namedInstructions)}`,
  );
}

/** The threads that `all` stands for. */
export function allThreads(addon: Addon): number {
  return Math.min(addon.buildInformation().openblas.maximumThreads, usefulThreads());
}

/** More threads find little to do in a mini-batch of usual size. */
const MOST_USEFUL_THREADS = 8;

function usefulThreads(): number {
  // A launcher may leave all cores to each of the processes that it starts on a machine.
  const own = Math.max(1, Math.floor(cpus().length / localProcesses()));
  return Math.min(MOST_USEFUL_THREADS, availableParallelism(), own);
}

function jsBackend(reason: string, threads: number | 'all', tileRows: number | undefined): Backend {
  if (threads === 1 || threads === 'all') return new JsBackend(reason, tileRows);
  return new JsBackend(`${reason}; it uses one thread, not the ${threads} asked for`, tileRows);
}

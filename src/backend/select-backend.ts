import type { Product } from '../../binding';
import { availableParallelism } from 'node:os';
import { assertInteger, assertKnownKeys, assertOneOf, OnelayerError } from '../errors';
import type { Backend } from './backend';
import { JsBackend } from './js/js-backend';
import { loadAddon } from './load-addon';
import { OpenBlasBackend } from './openblas-backend';

/** What may be asked for: a backend, or `auto`, which is OpenBLAS where its addon can be loaded. */
export const BACKEND_CHOICES = ['auto', 'openblas', 'js'] as const;

/** What may do the products of a pass in the native backend; by default what was measured to be faster. */
const PRODUCT_CHOICES: readonly Product[] = ['direct', 'openblas'];

export interface BackendOptions {
  /** By default `auto`. */
  readonly backend?: (typeof BACKEND_CHOICES)[number];
  /**
   * The threads that passes use, by default 1; `all`: one on each core, as far as they are of use. The
   * JS backend has one whatever is asked for.
   */
  readonly threads?: number | 'all';
  /** The samples that pass together; by default what was measured to be fast. */
  readonly tileRows?: number;
  /** What does the products of a pass; the JS backend has its own, whatever is asked for. */
  readonly product?: Product;
}

/** Whether `auto` may not fall back; set where the addon must work, as in continuous integration. */
const isStrict = (): boolean => process.env.ONELAYER_STRICT === '1';

/**
 * The backend for a run; its `report` says which one it is and why.
 *
 * @throws OnelayerError `BACKEND_UNAVAILABLE` if OpenBLAS was asked for, or the environment has
 *         `ONELAYER_STRICT=1`, and the addon can't be loaded
 * @throws TypeError, RangeError  naming the option that is no good, or a key that there isn't
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
    const why =
      backend === 'openblas' ? 'asked for; the native addon is' : 'the native addon loaded';
    const reason = `${why} from ${origin}`;
    const most = addon.buildInformation().openblas.maximumThreads;
    const count = threads === 'all' ? Math.min(most, usefulThreads()) : threads;
    return new OpenBlasBackend(addon, reason, count, given);
  }
  const reason = `the native addon could not be loaded: ${loaded.failure}`;
  if (backend === 'openblas' || isStrict()) throw new OnelayerError('BACKEND_UNAVAILABLE', reason);
  return jsBackend(reason, threads, tileRows);
}

/** More threads than this find little to do in a mini-batch of the usual size. */
const MOST_USEFUL_THREADS = 8;

const usefulThreads = (): number => Math.min(MOST_USEFUL_THREADS, availableParallelism());

function jsBackend(reason: string, threads: number | 'all', tileRows: number | undefined): Backend {
  if (threads === 1 || threads === 'all') return new JsBackend(reason, tileRows);
  return new JsBackend(`${reason}; it uses one thread, not the ${threads} asked for`, tileRows);
}

import { assertInteger, assertKnownKeys, assertOneOf, OnelayerError } from '../errors';
import type { Backend } from './backend';
import { JsBackend } from './js-backend';
import { loadAddon } from './load-addon';
import { OpenBlasBackend } from './openblas-backend';

/** What may be asked for: a backend, or `auto`, which is OpenBLAS where its addon can be loaded. */
export const BACKEND_CHOICES = ['auto', 'openblas', 'js'] as const;

export interface BackendOptions {
  /** By default `auto`. */
  readonly backend?: (typeof BACKEND_CHOICES)[number];
  /** The threads that products use, by default 1; the JS backend has one whatever is asked for. */
  readonly threads?: number;
}

/** Whether `auto` may not fall back; set where the addon must work, as in continuous integration. */
const isStrict = (): boolean => process.env.ONELAYER_STRICT === '1';

/**
 * The backend for a run; its `report` says which one it is and why.
 *
 * @throws OnelayerError `BACKEND_UNAVAILABLE` if OpenBLAS was asked for, or the environment has
 *         `ONELAYER_STRICT=1`, and the addon can't be loaded
 * @throws TypeError, RangeError  naming `backend` or `threads`, or a key of `options` that there isn't
 */
export function selectBackend(options: BackendOptions = {}): Backend {
  assertKnownKeys('options', options, ['backend', 'threads']);
  const { backend = 'auto', threads = 1 } = options;
  assertOneOf('backend', backend, BACKEND_CHOICES);
  assertInteger('threads', threads, 1);
  if (backend === 'js') return jsBackend('asked for', threads);
  const { addon, failure } = loadAddon();
  if (addon !== null) {
    const reason = backend === 'openblas' ? 'asked for' : 'the native addon loaded';
    return new OpenBlasBackend(addon, reason, threads);
  }
  const reason = `the native addon could not be loaded: ${failure}`;
  if (backend === 'openblas' || isStrict()) throw new OnelayerError('BACKEND_UNAVAILABLE', reason);
  return jsBackend(reason, threads);
}

function jsBackend(reason: string, threads: number): Backend {
  if (threads === 1) return new JsBackend(reason);
  return new JsBackend(`${reason}; it uses one thread, not the ${threads} asked for`);
}

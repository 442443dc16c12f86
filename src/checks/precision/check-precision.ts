import { selectBackend } from '../../backend';
import type { DataSet } from '../../data';
import { assertKnownKeys } from '../../errors';
import { checkedModel, MODEL_OPTIONS, type CheckedModelOptions } from '../checked-model';
import { checkPaths, type PrecisionCheck } from './check-paths';

/**
 * Options of `checkPrecision`.
 *
 * @category Checks
 */
export interface PrecisionOptions extends CheckedModelOptions {
  /**
   * Sizes of the mini-batches to check: at least 1, and n for larger ones. By default 100, and 107,
   * which leaves a short last tile.
   */
  readonly batchSizes?: readonly number[];
  /**
   * Numbers of samples that pass together: at least 1. By default the tile that training uses for this
   * shape.
   */
  readonly tiles?: readonly number[];
  /**
   * Numbers of threads to check OpenBLAS with: at least 1, as far as there are cores. By default 1 and
   * 2; one thread and the backend's own number are always checked.
   */
  readonly threads?: readonly number[];
}

/**
 * Checks the float32 gradients that training computes on a data set, on each backend and for each
 * number of threads, tile and batch size, against the float64 gradient of plain JavaScript. A path
 * passes if ‖g₃₂ − g₆₄‖ ≤ 10⁻⁵ ‖g₆₄‖, both at initial weights and at weights 20 times as large.
 *
 * @throws TypeError or RangeError naming the option, or the field of the data, that is invalid
 * @category Checks
 * @example
 * const { paths, withoutOpenBlas } = checkPrecision(training, { lambda: 0.1 });
 * for (const { backend, threads, relativeInNorm, passed } of paths) {
 *   console.log(backend, threads, relativeInNorm, passed);
 * }
 * if (withoutOpenBlas !== null) console.log(`OpenBLAS was not checked: ${withoutOpenBlas}`);
 */
export function checkPrecision(data: DataSet, options: PrecisionOptions = {}): PrecisionCheck {
  assertKnownKeys('options', options, [...MODEL_OPTIONS, 'batchSizes', 'tiles', 'threads']);
  const { backend: inUse = selectBackend(), batchSizes, tiles, threads } = options;
  const model = checkedModel(data, options);
  return checkPaths({ inUse, ...model, batchSizes, tiles, threads });
}

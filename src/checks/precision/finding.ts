import { Check, type Finding } from '../finding';
import { PRECISION_TOLERANCE, type PathPrecision, type PrecisionCheck } from './check-paths';

const precision = new Check('float32-gradient', 'precision');

/** One finding for all paths: the worst decides. */
export function precisionFinding({ paths, withoutOpenBlas }: PrecisionCheck): Finding {
  const worst = paths.reduce((a, b) => (b.relativeInNorm <= a.relativeInNorm ? a : b));
  const figures = {
    paths: paths.length,
    relativeInNorm: worst.relativeInNorm,
    largestRelativeError: Math.max(...paths.map((path) => path.largestRelativeError)),
  };
  const backends = [...new Set(paths.map(nameOf))].join(', ');
  const without = withoutOpenBlas === null ? '' : `; not OpenBLAS: ${withoutOpenBlas}`;
  const seen =
    `float32 gradients are up to ${worst.relativeInNorm.toExponential(1)} of their norm from ` +
    `float64's (${backends}${without})`;
  const found = precision.saw(seen, figures);
  if (paths.every(({ passed }) => passed)) return found.passed('they differ by rounding alone');
  return found.failed(
    `more than rounding (${PRECISION_TOLERANCE}): ${describe(worst)} computes something else`,
    'compare that path with the others: its kernel, its tiles, its last rows',
  );
}

function nameOf({ backend, threads }: PathPrecision): string {
  if (backend === 'js') return 'js';
  return `openblas on ${threads} ${threads === 1 ? 'thread' : 'threads'}`;
}

function describe(path: PathPrecision): string {
  return `${nameOf(path)}, tiles of ${path.tileRows}, a batch of ${path.batchSize}, ${path.weights} weights`;
}

import type { Bounds } from '../harness/interleave';
import { showProgress } from '../harness/progress';
import type { PythonLibrary } from '../harness/python';
import { caseId, TOLERANCE, type OptimumCase, type OptimumSet } from './cases';
import type { PeerFit, Sweep, SweptFit } from './peer-fits';
import { Team } from './team';

type Way = Omit<PeerFit, 'tol'>;

/** scikit-learn's ways, in the order in which they are tried. */
const WAYS: readonly Way[] = [
  { solver: 'lbfgs', dtype: 'float64' },
  { solver: 'lbfgs', dtype: 'float32' },
  { solver: 'newton-cg', dtype: 'float32' },
  { solver: 'newton-cg', dtype: 'float64' },
  { solver: 'newton-cholesky', dtype: 'float64' },
];

/** newton-cholesky has a Hessian of (K·d)² numbers. */
const MOST_PARAMETERS = 1000;

const DEFAULT_TOL = 1e-4;
const MOST_FITS = 7;

/** A way is given up if a fit that misses the gap takes so many times as long as the best that reaches it. */
const HOPELESS = 1.5;

/**
 * Finds, for each case of a set and each way of scikit-learn's, the loosest `tol` whose model reaches the
 * gap. Ways that can't reach it, or much later than others, are left out. Compares what the processor
 * spends on one thread, so that the machine need not be idle.
 *
 * @param known  an earlier sweep, from whose `tol` for the same λ a search begins
 */
export async function sweepPeers(
  set: OptimumSet,
  library: PythonLibrary,
  { deadline, signal }: Bounds,
  known: Sweep,
): Promise<Record<string, readonly SweptFit[]>> {
  const found: Record<string, readonly SweptFit[]> = {};
  const progress = showProgress('swept λ', deadline);
  const team = new Team(set, [1], library, library, signal);
  try {
    await team.prepare(['float32', 'float64']);
    for (const [i, lambda] of set.lambdas.entries()) {
      const own = { set, lambda };
      progress.update(i, set.lambdas.length, caseId(own));
      found[caseId(own)] = await sweepCase(team, own, (way) => firstTol(known, own, way));
    }
    return found;
  } finally {
    progress.stop();
    await team.stop();
  }
}

async function sweepCase(team: Team, { lambda }: OptimumCase, first: (way: Way) => number) {
  const reached: SweptFit[] = [];
  for (const way of WAYS) {
    if (way.solver === 'newton-cholesky' && team.parameters > MOST_PARAMETERS) continue;
    const best = Math.min(...reached.map(({ seconds }) => seconds));
    const fit = await sweepWay(first(way), best, async (tol) => {
      const asked = { ...way, tol };
      const { cpuSeconds, iterations, relativeGap } = await team.fitPeer(1, lambda, asked);
      return { ...asked, seconds: cpuSeconds, iterations, relativeGap };
    });
    if (fit !== null) reached.push(fit);
  }
  return reached;
}

/** The `tol` that was found for the same way and λ, on any data; else scikit-learn's default. */
function firstTol({ fits: known }: Sweep, { lambda }: OptimumCase, way: Way): number {
  const ending = caseId({ set: { name: '' }, lambda });
  const fits = Object.entries(known).flatMap(([id, own]) => (id.endsWith(ending) ? own : []));
  const same = fits.filter((fit) => fit?.solver === way.solver && fit.dtype === way.dtype);
  return same.at(-1)?.tol ?? DEFAULT_TOL;
}

/**
 * The fastest fit that reaches the gap; null if none does.
 *
 * @param first  the `tol` to begin with
 * @param best   the time of the best way so far
 */
export async function sweepWay(
  first: number,
  best: number,
  fitTo: (tol: number) => Promise<SweptFit>,
): Promise<SweptFit | null> {
  const fits: SweptFit[] = [];
  const reached = (): SweptFit[] => fits.filter((fit) => fit.relativeGap <= TOLERANCE);
  let tol = first;
  while (fits.length < MOST_FITS) {
    const fit = await fitTo(tol);
    fits.push(fit);
    const isReached = fit.relativeGap <= TOLERANCE;
    if (!isReached && fit.seconds > HOPELESS * best) break;
    const loosest = Math.max(0, ...reached().map((own) => own.tol));
    const missed = fits.filter((own) => own.relativeGap > TOLERANCE).map((own) => own.tol);
    const tightest = Math.min(Infinity, ...missed);
    if (isReached && fit.relativeGap > TOLERANCE / 4) break;
    if (tightest < 1.3 * loosest) break;
    const same = fits.filter((own) => own.iterations === fit.iterations).length;
    if (!isReached && same > 2) break;
    tol = nextTol(fit, isReached, same, loosest, tightest);
  }
  return reached().sort((a, b) => a.seconds - b.seconds)[0] ?? null;
}

/** The gap goes like tol²; between a `tol` that reaches it and one that misses it, their geometric mean. */
function nextTol(
  { tol, relativeGap }: SweptFit,
  isReached: boolean,
  same: number,
  loosest: number,
  tightest: number,
): number {
  const factor = 0.9 * Math.sqrt(TOLERANCE / Math.max(relativeGap, 1e-30));
  const guess = tol * Math.min(10, Math.max(0.03, factor));
  if (!isReached && same === 2 && loosest === 0) return tol / 10;
  if (guess > loosest && guess < tightest) return guess;
  if (tightest === Infinity) return 2 * loosest;
  return Math.sqrt(Math.max(loosest, tightest / 10) * tightest);
}

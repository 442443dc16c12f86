import { caseId, PATH_LAMBDAS, TOLERANCE, type OptimumSet } from './cases';
import type { PeerFit } from './peer-fits';
import type { OptimumPoint } from './race';
import type { Team } from './team';

/** A path of λ from large to small, each fit begun where the last one ended. */
export interface MeasuredPath {
  readonly id: string;
  readonly threads: number;
  readonly seconds: number;
  /** The time of a single fit at the smallest λ that starts from nothing. */
  readonly coldSeconds: number;
  /** The largest along the path. */
  readonly relativeGap: number;
  readonly fit: PeerFit;
}

/**
 * Times scikit-learn's path on a set, by its fastest fit at the smallest λ. A `tol` that reaches the gap
 * there need not reach it for all λ: it is tightened until it does.
 *
 * @param points  those of the smallest λ
 */
export async function measurePeerPath(
  team: Team,
  set: OptimumSet,
  threads: number,
  points: readonly OptimumPoint[],
): Promise<MeasuredPath | null> {
  const lambda = PATH_LAMBDAS[PATH_LAMBDAS.length - 1];
  const id = caseId({ set, lambda });
  const peer = points.find((point) => point.id === id && point.threads === threads)?.peer;
  if (!peer?.fit) return null;
  for (let { tol } = peer.fit; ; tol /= 2) {
    const fit = { ...peer.fit, tol };
    const path = await team.pathOfPeer(threads, PATH_LAMBDAS, fit);
    if (path.relativeGap > TOLERANCE && tol > peer.fit.tol / 10) continue;
    return { id, threads, ...path, coldSeconds: peer.seconds, fit };
  }
}

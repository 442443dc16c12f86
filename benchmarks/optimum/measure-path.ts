import { interleave, type Bounds, type Contestant } from '../harness/interleave';
import { medianOfRounds } from '../harness/statistics';
import { PATH_LAMBDAS } from './cases';
import type { Team } from './team';

/** A path of λ from large to small, beside the smallest λ alone. */
export interface MeasuredPath {
  readonly threads: number;
  /** The median, of the whole path. */
  readonly seconds: number;
  /** The median, of the smallest λ alone. */
  readonly coldSeconds: number;
}

/** Times a path in interleaved rounds, for each number of threads. */
export async function measurePaths(
  team: Team,
  set: string,
  threadCounts: readonly number[],
  bounds: Bounds,
): Promise<MeasuredPath[]> {
  const paths: Record<string, readonly number[]> = {
    path: PATH_LAMBDAS,
    'the smallest λ': PATH_LAMBDAS.slice(-1),
  };
  const contestants = threadCounts.flatMap((threads) =>
    Object.entries(paths).map(([name, lambdas]): Contestant => {
      const id = `${threads} ${name}`;
      const round = async () => ({ seconds: [await team.secondsOfPath(threads, lambdas)] });
      return { id, label: `${set}, ${name}, ${threads} threads`, round };
    }),
  );
  const rounds = await interleave(contestants, bounds);
  const median = (id: string): number =>
    medianOfRounds((rounds.get(id) ?? []).map(({ seconds }) => seconds));
  return threadCounts.map((threads) => ({
    threads,
    seconds: median(`${threads} path`),
    coldSeconds: median(`${threads} the smallest λ`),
  }));
}

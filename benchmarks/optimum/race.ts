import type { Contestant, Rounds } from '../harness/interleave';
import { medianOfRounds } from '../harness/statistics';
import { caseId, TOLERANCE, type OptimumCase } from './cases';
import type { PeerFit } from './peer-fits';
import type { JudgedFit, Team } from './team';

/** The measured fits of a contender in a case. */
export interface Measured {
  /** The median. */
  readonly seconds: number;
  readonly iterations: number;
  /** The largest of all fits, by the judge. */
  readonly relativeGap: number;
  /** How scikit-learn was asked; null for onelayer. */
  readonly fit: PeerFit | null;
}

/** A case on a number of threads. */
export interface OptimumPoint {
  readonly id: string;
  readonly threads: number;
  readonly cost: number;
  readonly own: Measured;
  /** scikit-learn's fastest that reached the gap; null if it took no part. */
  readonly peer: Measured | null;
}

/** The fits of a case, and what the judge said of each. */
export class Race {
  readonly contestants: readonly Contestant[];
  private readonly judged = new Map<string, JudgedFit[]>();

  /** @param fits  scikit-learn's */
  constructor(
    team: Team,
    private readonly own: OptimumCase,
    private readonly fits: readonly PeerFit[],
    private readonly threadCounts: readonly number[],
  ) {
    const { lambda } = own;
    this.contestants = threadCounts.flatMap((threads) => [
      this.contestant(ownId(threads), () => team.fitOwn(threads, lambda)),
      ...fits.map((fit) =>
        this.contestant(peerId(threads, fit), () => team.fitPeer(threads, lambda, fit)),
      ),
    ]);
  }

  /** Throws if a model of onelayer's misses the gap. */
  points(rounds: Rounds): OptimumPoint[] {
    return this.threadCounts.map((threads) => {
      const own = this.measured(ownId(threads), rounds, null);
      if (!(own.relativeGap <= TOLERANCE)) {
        throw new Error(
          `${caseId(this.own)}: expected a relative gap of ${TOLERANCE}, got ${own.relativeGap}`,
        );
      }
      const peers = this.fits
        .map((fit) => this.measured(peerId(threads, fit), rounds, fit))
        .filter(({ relativeGap }) => relativeGap <= TOLERANCE)
        .sort((a, b) => a.seconds - b.seconds);
      const cost = this.judged.get(ownId(threads))?.[0].cost ?? NaN;
      return { id: caseId(this.own), threads, cost, own, peer: peers.at(0) ?? null };
    });
  }

  private contestant(id: string, fit: () => Promise<JudgedFit>): Contestant {
    const judged: JudgedFit[] = [];
    this.judged.set(id, judged);
    const round = async () => {
      const own = await fit();
      judged.push(own);
      return { seconds: [own.seconds] };
    };
    return { id, label: `${caseId(this.own)}, ${id}`, round };
  }

  private measured(id: string, rounds: Rounds, fit: PeerFit | null): Measured {
    const judged = this.judged.get(id) ?? [];
    return {
      seconds: medianOfRounds((rounds.get(id) ?? []).map((round) => round.seconds)),
      iterations: judged[0].iterations,
      relativeGap: Math.max(...judged.map(({ relativeGap }) => relativeGap)),
      fit,
    };
  }
}

const ownId = (threads: number): string => `onelayer ${threads}`;

const peerId = (threads: number, { solver, dtype }: PeerFit): string =>
  `scikit-learn ${threads} ${solver} ${dtype}`;

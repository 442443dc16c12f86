import { setTimeout } from 'node:timers/promises';

/** What a contestant measured in a round: for each quantity, each repetition's figure. */
export type Round = Readonly<Record<string, readonly number[]>>;

/** Whoever takes part in the rounds. */
export interface Contestant {
  readonly id: string;
  readonly label: string;
  round(): Promise<Round>;
}

/** When to stop. */
export interface Bounds {
  /** The most rounds. */
  readonly rounds: number;
  /** On the clock of `performance.now()`: no round is begun that would end later, but the first. */
  readonly deadline: number;
  /** A contestant whose round takes longer, in milliseconds, takes part in every k-th round only. */
  readonly longRound: number;
  readonly signal: AbortSignal;
}

/** Whoever is told how far the rounds have come. */
export type OnTurn = (done: number, total: number, label: string) => void;

/** Threads of a pool spin for a while after their work, OpenBLAS's for up to 30 ms: let them sleep. */
const PAUSE = 60;

/** Contestants with what they measured. */
export type Rounds = Map<string, Round[]>;

/**
 * Lets all contestants take their turn in each round, so that a machine's changing speed touches all
 * alike; every other round goes backwards, so that nobody always follows the same neighbour.
 */
export async function interleave(
  contestants: readonly Contestant[],
  { rounds, deadline, longRound, signal }: Bounds,
  onTurn: OnTurn = () => undefined,
): Promise<Rounds> {
  const measured: Rounds = new Map(contestants.map(({ id }) => [id, []]));
  const strides = new Map<string, number>();
  let longest = 0;
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    if (round > 0 && start + longest > deadline) break;
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const [turn, contestant] of order.entries()) {
      onTurn(round * order.length + turn, rounds * order.length, contestant.label);
      if (round % (strides.get(contestant.id) ?? 1) !== 0) continue;
      await setTimeout(PAUSE, undefined, { signal });
      const began = performance.now();
      measured.get(contestant.id)?.push(await contestant.round());
      if (round > 0) continue;
      const lengths = Math.round((performance.now() - began) / longRound);
      strides.set(contestant.id, Math.max(1, lengths));
    }
    longest = Math.max(longest, performance.now() - start);
  }
  return measured;
}

import { setTimeout } from 'node:timers/promises';

/** A contestant's measurements in a round: for each quantity, the figure of each repetition. */
export type Round = Readonly<Record<string, readonly number[]>>;

/** A participant of the rounds. */
export interface Contestant {
  readonly id: string;
  readonly label: string;
  round(): Promise<Round>;
}

/** The conditions to stop. */
export interface Bounds {
  /** The most rounds. */
  readonly rounds: number;
  /** In `performance.now()`'s time: no round but the first starts if it would end later. */
  readonly deadline: number;
  /** In milliseconds: a contestant whose rounds take longer takes part in every k-th round alone. */
  readonly longRound: number;
  readonly signal: AbortSignal;
}

/** Called with the progress of the rounds. */
export type OnTurn = (done: number, total: number, label: string) => void;

/** The pause between turns in ms, until pool threads sleep: OpenBLAS's spin for up to 30 ms after work. */
const PAUSE = 60;

/** The measurements of each contestant. */
export type Rounds = Map<string, Round[]>;

/**
 * Gives all contestants a turn in each round, so that a machine's changing speed affects all alike; every
 * other round goes backwards, so that nobody always follows the same neighbour.
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

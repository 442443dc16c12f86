import type { Communicator } from '../../src/cluster';

type Floats = Float32Array | Float64Array;

/** Something that each process gives, and what all get of it once all have given. */
interface Round {
  readonly given: unknown[];
  readonly resolve: (all: readonly unknown[]) => void;
  readonly all: Promise<readonly unknown[]>;
}

/** Makes communicators of as many processes, all of them in this one. */
export function communicators(size: number): Communicator[] {
  const rounds: Round[] = [];
  const meet = <Given>(round: number, rank: number, given: Given): Promise<readonly Given[]> => {
    rounds[round] ??= newRound();
    const { given: all, resolve } = rounds[round];
    all[rank] = given;
    if (Object.keys(all).length === size) resolve(all);
    return rounds[round].all as Promise<readonly Given[]>;
  };
  return Array.from({ length: size }, (_, rank) => {
    let round = 0;
    let signal: AbortSignal | undefined;
    let agreed = new AbortController();
    const divided: (arrays: readonly Floats[], divisor: number) => Promise<void> = async (
      arrays,
      divisor,
    ) => {
      const copies = arrays.map((values) => Float64Array.from(values));
      const isStopping = signal?.aborted === true;
      const all = await meet(round++, rank, { copies, isStopping });
      arrays.forEach((values, a) => {
        for (let i = 0; i < values.length; i++) {
          values[i] = all.reduce((sum, own) => sum + own.copies[a][i], 0) / divisor;
        }
      });
      if (all.some((own) => own.isStopping)) agreed.abort(new DOMException('', 'AbortError'));
    };
    return {
      rank,
      size,
      sum: (...arrays) => divided(arrays, 1),
      mean: (values, count) => divided([values], count),
      gather: (bytes) => meet(round++, rank, bytes),
      agreeOn: (given) => {
        signal = given;
        agreed = new AbortController();
        return agreed.signal;
      },
      library: 'one process',
      waited: 0,
      abandon: () => undefined,
      leave: () => undefined,
    };
  });
}

function newRound(): Round {
  let resolve: Round['resolve'] = () => undefined;
  const all = new Promise<readonly unknown[]>((done) => (resolve = done));
  return { given: [], resolve, all };
}

import type { Rounds } from '../harness/interleave';
import { medianOfRounds } from '../harness/statistics';
import { BASE, epochId, limitId, type Contender, type EpochCase } from '../epoch/cases';
import type { Dtype } from '../../src/model';
import type { LimitJob } from '../workers/limit';
import { wholeId } from '../whole/cases';

type Limited = Pick<EpochCase, 'contender' | 'threads' | 'dtype'>;

/** The two parts of an epoch. */
export type Part = 'training' | 'evaluation';

/** The median of each quantity over a case's rounds, by the case's id and the quantity. */
export type MeasuredMedians = Readonly<
  Record<string, Readonly<Record<string, number | undefined>> | undefined>
>;

export function mediansOf(rounds: Rounds): MeasuredMedians {
  return Object.fromEntries(
    [...rounds].map(([id, all]) => {
      const quantities = Object.keys(all.at(0) ?? {});
      const median = (name: string): number => medianOfRounds(all.map((round) => round[name]));
      return [id, Object.fromEntries(quantities.map((name) => [name, median(name)]))];
    }),
  );
}

/** The medians of all measurements; null where nothing was measured. */
export class Medians {
  constructor(private readonly measured: MeasuredMedians) {}

  of(id: string, quantity: string): number | null {
    return this.measured[id]?.[quantity] ?? null;
  }

  /** The time of a part of an epoch, in seconds. */
  epoch(contender: Contender, threads: number, part: Part, dtype: Dtype = 'float32') {
    return this.of(epochId(contender, threads, dtype), part);
  }

  /** The time with the number of threads that suits a contender best. */
  best(contender: Contender, part: Part): number | null {
    return least([1, 2].map((threads) => this.epoch(contender, threads, part)));
  }

  /** The time of the whole job, in seconds. */
  whole(contender: 'native' | 'numpy', threads: number): number | null {
    return this.of(wholeId(contender, threads), 'seconds');
  }

  bestWhole(contender: 'native' | 'numpy'): number | null {
    return least([1, 2].map((threads) => this.whole(contender, threads)));
  }

  /** The machine's limit, in flops or bytes per second. */
  limit(limit: LimitJob['limit'], threads: number): number | null {
    return this.of(limitId(limit, threads), 'rate');
  }

  /** The time of a part's products at the rate of large square ones, in seconds. */
  productsLimit(part: Part, threads: number, dtype: Dtype = 'float32'): number | null {
    return ratio(flops(part), this.limit(dtype, threads));
  }

  /** The least time of a contender's products: for plain JavaScript, at V8's rate. */
  limitOf({ contender, threads, dtype }: Limited, part: Part): number | null {
    if (contender === 'js') return ratio(flops(part), this.limit('javascript', threads));
    return this.productsLimit(part, threads, dtype);
  }

  /** The time of reading a part's samples once, one byte per feature, in seconds. */
  memoryLimit(part: Part, threads: number): number | null {
    const passes = part === 'training' ? 1 : 2;
    return ratio(passes * BASE.samples * BASE.features, this.limit('memory', threads));
  }
}

/** The flops of a part. Training: 4·n·d·K; evaluating twice as many samples, forward only: the same. */
export function flops(part: Part): number {
  const { samples, features, classes } = BASE;
  const [products, sets] = part === 'training' ? [2, 1] : [1, 2];
  return 2 * products * sets * samples * features * classes;
}

/** a / b; null if either is missing. */
export function ratio(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a / b;
}

function least(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? null : Math.min(...there);
}

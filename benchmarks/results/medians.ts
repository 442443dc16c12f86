import type { Rounds } from '../harness/interleave';
import { medianOfRounds } from '../harness/statistics';
import { BASE, epochId, limitId, type Contender } from '../epoch/cases';
import type { Precision } from '../../src/model';
import { wholeId } from '../whole/cases';

/** Passes over the samples that an epoch's arithmetic is, 2·K·d flops each: forward and backward. */
export type Part = 'training' | 'evaluation';

/** What came out, as numbers to compare: null where nothing was measured. */
export class Medians {
  constructor(private readonly rounds: Rounds) {}

  /** The median of a quantity over a case's rounds. */
  of(id: string, quantity: string): number | null {
    const rounds = this.rounds.get(id)?.map((round) => round[quantity]) ?? [];
    return rounds.length === 0 ? null : medianOfRounds(rounds);
  }

  /** In seconds. */
  epoch(contender: Contender, threads: number, part: Part, precision: Precision = 'float32') {
    return this.of(epochId(contender, threads, precision), part);
  }

  /** With the number of threads that suits a contender best. */
  best(contender: Contender, part: Part): number | null {
    return least([1, 2].map((threads) => this.epoch(contender, threads, part)));
  }

  /** The whole job's, in seconds. */
  whole(contender: 'native' | 'numpy', threads: number): number | null {
    return this.of(wholeId(contender, threads), 'seconds');
  }

  bestWhole(contender: 'native' | 'numpy'): number | null {
    return least([1, 2].map((threads) => this.whole(contender, threads)));
  }

  /** Flops or bytes a second. */
  limit(limit: Precision | 'memory', threads: number): number | null {
    return this.of(limitId(limit, threads), 'rate');
  }

  /** What a part's products take at the rate of large square ones, in seconds. */
  productsLimit(part: Part, threads: number, precision: Precision = 'float32'): number | null {
    return ratio(flops(part), this.limit(precision, threads));
  }

  /** What reading a part's samples once takes, a byte a feature, in seconds. */
  memoryLimit(part: Part, threads: number): number | null {
    const passes = part === 'training' ? 1 : 2;
    return ratio(passes * BASE.samples * BASE.features, this.limit('memory', threads));
  }
}

/** Of a training epoch: 4·n·d·K; of evaluating twice as many samples forward only: the same. */
export function flops(part: Part): number {
  const { samples, features, classes } = BASE;
  const [products, sets] = part === 'training' ? [2, 1] : [1, 2];
  return 2 * products * sets * samples * features * classes;
}

/** a / b, where both are there. */
export function ratio(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a / b;
}

function least(values: readonly (number | null)[]): number | null {
  const there = values.filter((value) => value !== null);
  return there.length === 0 ? null : Math.min(...there);
}

import type { OptimumProgress } from './follow-path';

/**
 * Estimates how much of a search along λ is done. An optimum takes about λ^−¼ iterations: on CIFAR-10's
 * 10,000 images, 11 at λ = 1, 60 at 0.001 and 133 at 0.0001. In each, the logarithm of the gap falls
 * about evenly.
 */
export class PathWork {
  /** The optima to find, as far as is known. */
  count = 0;
  private all = 0;
  private done = 0;
  /** The gap, relative to the cost, that the present optimum began with. */
  private first: number | null = null;

  /** @param tolerance  the relative gap at which each optimum ends */
  constructor(private readonly tolerance: number) {}

  /** @param lambdas  of all optima to find, those that were found too */
  expect(lambdas: readonly number[]): void {
    this.count = lambdas.length;
    this.all = lambdas.reduce((sum, lambda) => sum + workOf(lambda), 0);
  }

  /** Takes an optimum that was found. */
  found(lambda: number): void {
    this.done += workOf(lambda);
    this.first = null;
  }

  /** The fraction that is done, from 0 to 1. */
  fraction({ lambda, gap, cost }: OptimumProgress): number {
    const part = gap === null ? 0 : this.partOf(gap / cost);
    return Math.min(1, (this.done + part * workOf(lambda)) / this.all);
  }

  private partOf(relativeGap: number): number {
    this.first ??= relativeGap;
    const way = Math.log(this.first / this.tolerance);
    if (!(way > 0 && relativeGap > 0)) return 0;
    return Math.min(1, Math.max(0, Math.log(this.first / relativeGap) / way));
  }
}

/** The work of an optimum, which is about in proportion to its iterations. */
export const workOf = (lambda: number): number => lambda ** -0.25;

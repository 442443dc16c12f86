import type { Backend } from '../../backend';
import { joined } from '../../data';
import { wholeSettings, type AnyTrainingData, type FittedRun } from '../../training';
import { choose } from '../choose';
import type { SearchResults, Trial } from '../results';
import { meanScore, scoreOn } from '../scores';
import { setsOf, type Sets } from '../sets';
import { followPath, type Optimum, type OptimumProgress } from './follow-path';
import { wholePlan, type PathPlan, type WholePathPlan } from './path-plan';
import { PathWork } from './path-work';

/**
 * How far a search along λ is.
 *
 * @category Search
 */
export interface PathProgress extends OptimumProgress {
  /** The optima found so far, those of all folds and of the last fit. */
  readonly done: number;
  /** The optima to find, at most. */
  readonly all: number;
  /** How much of the work is done, about: from 0 to 1. */
  readonly fraction: number;
}

export type PathSearchEvent =
  | { readonly kind: 'progress'; readonly progress: PathProgress }
  | { readonly kind: 'trial'; readonly trial: Trial };

/** What a search along λ ends with. */
export interface PathOutcome {
  readonly results: SearchResults;
  /** The model of the chosen λ. */
  readonly fitted: FittedRun;
}

/** A search for the best λ along a path from large to small: see `followPath`. */
export class PathSearch {
  private readonly plan: WholePathPlan;
  private readonly sets: Sets;
  /** Of each λ, by fold. */
  private readonly optima: Optimum[][];
  private readonly work: PathWork;
  /** The optima to find, at most. */
  private readonly all: number;
  private done = 0;

  /** @throws TypeError or RangeError naming what is invalid */
  constructor(
    private readonly backend: Backend,
    private readonly data: AnyTrainingData,
    plan: PathPlan,
    private readonly signal?: AbortSignal,
  ) {
    this.plan = wholePlan(data, plan);
    this.sets = setsOf(data, this.plan.folds, this.plan.fixed.seed ?? 42);
    const { fixed, folds, lambdas, refit } = this.plan;
    this.optima = lambdas.map(() => []);
    const fits = this.sets.folds.length + Number(folds !== null || refit);
    this.all = fits * lambdas.length;
    const everywhere = Array.from({ length: fits }, () => lambdas).flat();
    this.work = new PathWork(everywhere, wholeSettings(fixed).tolerance);
  }

  /**
   * Finds the optimum of each λ, in each fold, and chooses one. Yields each trial when it is finished.
   *
   * @throws as `followPath`
   */
  async *run(): AsyncGenerator<PathSearchEvent, PathOutcome, void> {
    const { lambdas, rule, folds, refit } = this.plan;
    const last = this.sets.folds.at(-1);
    for (const fold of this.sets.folds) {
      for await (const found of this.follow(this.sets.of(fold), lambdas)) {
        if ('kind' in found) {
          yield found;
          continue;
        }
        const i = lambdas.indexOf(found.lambda);
        this.optima[i].push(found);
        if (fold === last) yield { kind: 'trial', trial: this.trial(i) };
      }
    }
    const trials = lambdas.map((_, i) => this.trial(i));
    const choice = choose(trials, ['lambda'], rule);
    const validation = { folds, samples: this.sets.validated };
    const results = {
      kind: 'path',
      varied: ['lambda'],
      validation,
      trials,
      rule,
      ...choice,
    } as const;
    const chosen = choice.chosen ?? 0;
    if (folds === null && !refit) return { results, fitted: this.optima[chosen][0].fitted };
    const fitted = yield* this.fitAll(lambdas.slice(0, chosen + 1));
    return { results, fitted };
  }

  /** Fits all samples, along the path down to the last of these λ. */
  private async *fitAll(
    lambdas: readonly number[],
  ): AsyncGenerator<PathSearchEvent, FittedRun, void> {
    const { training, validation } = this.data;
    const all = validation === undefined ? training : joined(training, validation);
    let fitted: FittedRun | undefined;
    for await (const found of this.follow({ training: all }, lambdas)) {
      if ('kind' in found) yield found;
      else ({ fitted } = found);
    }
    if (fitted === undefined) throw new Error('a path without an optimum');
    return fitted;
  }

  private async *follow(
    data: AnyTrainingData,
    lambdas: readonly number[],
  ): AsyncGenerator<PathSearchEvent | Optimum, void, void> {
    const { all, backend, plan, signal, work } = this;
    const path = { backend, data, settings: plan.fixed, lambdas, signal };
    for await (const event of followPath(path)) {
      if (event.kind === 'optimum') {
        this.done++;
        work.found(event.optimum.lambda);
        yield event.optimum;
        continue;
      }
      const fraction = work.fraction(event.progress);
      yield { kind: 'progress', progress: { ...event.progress, done: this.done, all, fraction } };
    }
  }

  private trial(number: number): Trial {
    const own = this.optima[number];
    const scores = own.map(({ record }) => record.validation ?? { loss: NaN, accuracy: NaN });
    const validation =
      this.plan.folds === null ? scoreOn(scores[0], this.sets.validated) : meanScore(scores);
    const gaps = own.map(({ fitted }) => fitted.certificate?.gap ?? Infinity);
    return {
      number,
      settings: { ...this.plan.fixed, solver: 'lbfgs', lambda: this.plan.lambdas[number] },
      rungs: [{ epochs: Math.max(...own.map(({ record }) => record.epoch)), validation }],
      failure: null,
      gap: Math.max(...gaps),
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  }
}

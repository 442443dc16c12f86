import type { Backend } from '../../backend';
import { joined } from '../../data';
import { wholeSettings, type AnyTrainingData, type FittedRun } from '../../training';
import { choose } from '../choose';
import type { SearchResults, Trial } from '../results';
import { meanScore, scoreOn } from '../scores';
import { setsOf, type PathSets } from '../sets';
import { followPath, type Optimum, type OptimumProgress } from './follow-path';
import { wholePlan, type PathPlan, type Searched } from './path-plan';
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
  /** Of each fold that was validated on: the model of the chosen λ, which wasn't fitted to the fold. */
  readonly validated: readonly FittedRun[];
  /** True if the model was fitted once more, to the whole data. */
  readonly isRefitted: boolean;
  /** True if there was no time for all values of λ and all folds. */
  readonly isCut: boolean;
}

/** How a search along λ is stopped. */
export interface PathControl {
  readonly signal?: AbortSignal | undefined;
  /** When it is to be finished, by `performance.now()`. By default it takes the time that it needs. */
  readonly until?: number | undefined;
}

/** The part of the time for the search; the rest is for the last fit, which starts warm. */
const SEARCHED = 0.75;

/** Makes the search of a plan on data: a validation set, or folds of the training set. */
export function pathSearchOf(
  backend: Backend,
  data: AnyTrainingData,
  given: PathPlan,
  control: PathControl = {},
): PathSearch {
  const plan = wholePlan(data, given);
  const { fixed, folds, refit } = plan;
  const sets = setsOf(data, folds, fixed.seed ?? 42);
  const { training, validation } = data;
  const whole = (): AnyTrainingData => ({
    training: validation === undefined ? training : joined(training, validation),
  });
  const parts = { ...sets, whole: folds !== null || refit ? whole : null };
  return new PathSearch(backend, parts, plan, control);
}

/** A search for the best λ along a path from large to small: see `followPath`. */
export class PathSearch {
  /** Of each λ, by fold. */
  private readonly optima: Optimum[][];
  private readonly work: PathWork;
  /** The optima to find, at most. */
  private readonly all: number;
  private done = 0;

  constructor(
    private readonly backend: Backend,
    private readonly sets: PathSets,
    private readonly plan: Searched,
    private readonly control: PathControl = {},
  ) {
    const { fixed, lambdas } = plan;
    this.optima = lambdas.map(() => []);
    const searched = sets.folds.flatMap(() => lambdas);
    const last = sets.whole === null ? [] : [Math.min(...lambdas)];
    this.all = searched.length + last.length;
    this.work = new PathWork([...searched, ...last], wholeSettings(fixed).tolerance);
  }

  /**
   * Finds the optimum of each λ, in each fold, and chooses one. Yields each trial when it is finished.
   * Where time is short, each fold has an equal share of it, in which its path goes as far as it can:
   * only values of λ that all these folds have come to are trials.
   *
   * @throws as `followPath`
   */
  async *run(): AsyncGenerator<PathSearchEvent, PathOutcome, void> {
    const { lambdas, rule } = this.plan;
    const { folds } = this.sets;
    const begun = performance.now();
    let seen = 0;
    for (const [f, fold] of folds.entries()) {
      const until = this.endOfFold(f, begun);
      if (seen > 1 && performance.now() > until) break;
      seen++;
      for await (const found of this.follow(await this.sets.of(fold), lambdas, until)) {
        if ('kind' in found) {
          yield found;
          continue;
        }
        const i = lambdas.indexOf(found.lambda);
        this.optima[i].push(found);
        if (f === folds.length - 1 && this.optima[i].length === seen) {
          yield { kind: 'trial', trial: this.trial(i) };
        }
      }
    }
    const found = this.optima.filter(({ length }) => length === seen).length;
    const trials = Array.from({ length: found }, (_, i) => this.trial(i));
    const choice = choose(trials, ['lambda'], rule);
    const [first] = folds;
    const samples = this.sets.sizes.slice(0, seen).reduce((sum, size) => sum + size, 0);
    const validation = { folds: first === null ? null : seen, samples };
    const results: SearchResults = {
      ...{ kind: 'path', varied: ['lambda'], validation, trials, rule },
      ...choice,
    };
    const validated = this.optima[choice.chosen ?? 0].map(({ fitted }) => fitted);
    const isCut = found < lambdas.length || seen < folds.length;
    const last = yield* this.fitWhole(lambdas[choice.chosen ?? 0], validated[0]);
    const fitted = last ?? validated[0];
    return { results, fitted, validated, isRefitted: last !== null, isCut };
  }

  /** Gives each fold that is left an equal share of the time that is left. */
  private endOfFold(fold: number, begun: number): number {
    const { folds, whole } = this.sets;
    const { until = Infinity } = this.control;
    const end = begun + (until - begun) * (whole === null ? 1 : SEARCHED);
    const now = performance.now();
    return now + (end - now) / (folds.length - fold);
  }

  /**
   * Fits the chosen λ to the whole data. Returns null if there is nothing to fit once more, or no time
   * to, and a model that was validated is at its optimum.
   */
  private async *fitWhole(
    lambda: number,
    validated: FittedRun,
  ): AsyncGenerator<PathSearchEvent, FittedRun | null, void> {
    const { folds, whole } = this.sets;
    if (whole === null) return null;
    const { values } = validated.model.parameters;
    let fitted: FittedRun | null = null;
    const { until } = this.control;
    for await (const found of this.follow(await whole(), [lambda], until, values)) {
      if ('kind' in found) yield found;
      else ({ fitted } = found);
    }
    if (fitted === null) throw new Error('a path without an optimum');
    const isAllButOptimal = fitted.certificate === null && folds[0] === null;
    return isAllButOptimal && validated.certificate !== null ? null : fitted;
  }

  private async *follow(
    data: AnyTrainingData,
    lambdas: readonly number[],
    until: number | undefined,
    start?: Optimum['fitted']['model']['parameters']['values'],
  ): AsyncGenerator<PathSearchEvent | Optimum, void, void> {
    const { all, backend, plan, work } = this;
    const { signal } = this.control;
    const path = { backend, data, settings: plan.fixed, lambdas, signal, until, start };
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
      this.sets.folds[0] === null ? scoreOn(scores[0], this.sets.sizes[0]) : meanScore(scores);
    const gaps = own.map(({ fitted }) => fitted.certificate?.gap ?? null);
    return {
      number,
      settings: { ...this.plan.fixed, solver: 'lbfgs', lambda: this.plan.lambdas[number] },
      rungs: [{ epochs: Math.max(...own.map(({ record }) => record.epoch)), validation }],
      failure: null,
      gap: gaps.includes(null) ? null : Math.max(...gaps.map(Number)),
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    };
  }
}

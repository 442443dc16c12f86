import type { Backend } from '../../backend';
import { joined } from '../../data';
import { wholeSettings, type AnyTrainingData, type FittedRun } from '../../training';
import {
  chosenAmong,
  validationScore,
  type LambdaOutcome,
  type LambdaSearch,
  type LambdaSearchEvent,
  type SearchControl,
} from '../lambda-search';
import { printedTrial } from '../printed';
import type { Trial } from '../results';
import { setsOf, type PathSets } from '../sets';
import { Improvement } from './improvement';
import { followPath, type Optimum, type OptimumProgress, type Path } from './follow-path';
import { lambdasInTime } from './in-time';
import { wholePlan, type PathPlan, type Searched } from './path-plan';
import { PathWork } from './path-work';

/**
 * How far a search along λ is.
 *
 * @category Search
 */
export interface PathProgress extends OptimumProgress {
  readonly solver: 'lbfgs';
  /** The optima found so far, those of all folds and of the last fit. */
  readonly done: number;
  /** The optima to find, at most. */
  readonly all: number;
  /** How much of the work is done, about: from 0 to 1. */
  readonly fraction: number;
}

type Event = LambdaSearchEvent<PathProgress>;

/** The values of λ that an open path is reckoned to take, until it takes more: down to 10⁻⁴. */
const EXPECTED = 11;

/** The part of the time for the search; the rest is for the last fit, which starts warm. */
const SEARCHED = 0.75;

/** Makes the search of a plan on data: a validation set, or folds of the training set. */
export function pathSearchOf(
  backend: Backend,
  data: AnyTrainingData,
  given: PathPlan,
  control: SearchControl = {},
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
export class PathSearch implements LambdaSearch<PathProgress> {
  /** From large to small: those that the first fold has found. */
  private readonly lambdas: number[] = [];
  /** Of each λ, by fold. */
  private readonly optima: Optimum[][] = [];
  private readonly work: PathWork;
  private done = 0;
  private isCut = false;

  constructor(
    private readonly backend: Backend,
    private readonly sets: PathSets,
    private readonly plan: Searched,
    private readonly control: SearchControl = {},
  ) {
    const { fixed, tolerance } = plan;
    this.work = new PathWork(tolerance ?? wholeSettings(fixed).tolerance);
    this.expect(this.expected());
  }

  /** The values of λ that are probably worth it. */
  private expected(): readonly number[] {
    const { lambdas, patience } = this.plan;
    return patience === undefined ? lambdas : lambdas.slice(0, EXPECTED);
  }

  /** Reckons with these values of λ in each fold. */
  private expect(expected: readonly number[]): void {
    const { folds, whole } = this.sets;
    const last = whole === null ? [] : expected.slice(-1);
    this.work.expect([...folds.flatMap(() => expected), ...last]);
  }

  /**
   * Finds the optimum of each λ, in each fold, and chooses one. Yields each trial when it is finished.
   * Where time is short, each fold has an equal share of it, in which its path goes as far as it can, and
   * takes fewer values of λ to get there: only those that all these folds have come to are trials.
   *
   * @throws as `followPath`
   */
  async *run(): AsyncGenerator<Event, LambdaOutcome, void> {
    const { folds } = this.sets;
    const { enough } = this.control;
    const begun = performance.now();
    let seen = 0;
    for (const f of folds.keys()) {
      const until = this.endOfFold(f, begun);
      if (seen > 0 && enough?.aborted) break;
      if (seen > 1 && performance.now() > until) break;
      seen++;
      yield* this.searchFold(f, until);
    }
    // A fold that was left early has not come to the best λ of the others: it has no say.
    if (enough?.aborted && seen > 1 && this.foundIn(seen) < this.foundIn(seen - 1)) {
      seen--;
      for (const own of this.optima) own.length = Math.min(own.length, seen);
    }
    const found = this.foundIn(seen);
    const trials = Array.from({ length: found }, (_, i) => this.trial(i));
    const isCut = this.isCut || found < this.lambdas.length || seen < folds.length;
    const { rule } = this.plan;
    const results = chosenAmong(trials, this.sets, { kind: 'path', rule, seen, isCut });
    const chosen = results.chosen ?? 0;
    const validated = this.optima[chosen].map(({ fitted }) => fitted);
    const last = yield* this.fitWhole(this.lambdas[chosen], validated[0]);
    const fitted = last ?? validated[0];
    return { results, fitted, validated, isRefitted: last !== null, isCut };
  }

  /** The number of λ whose optimum was found in so many folds. */
  private foundIn(folds: number): number {
    return this.optima.filter(({ length }) => length >= folds).length;
  }

  /** Follows the path in a fold; the first one finds out how far it is worth going. */
  private async *searchFold(f: number, until: number): AsyncGenerator<Event, void, void> {
    const { folds } = this.sets;
    const { lambdas: all, patience = Infinity, tolerance } = this.plan;
    const improvement = new Improvement();
    const { enough } = this.control;
    const data = await this.sets.of(folds[f]);
    const lambdas = f > 0 ? this.lambdas : lambdasInTime(all, this.expected().length, until);
    for await (const found of this.follow(data, lambdas, { until, enough, tolerance })) {
      if ('kind' in found) {
        yield found;
        continue;
      }
      if (f === 0) this.optima[this.lambdas.push(found.lambda) - 1] = [];
      const i = this.lambdas.indexOf(found.lambda);
      this.optima[i].push(found);
      if (f === folds.length - 1 && this.optima[i].length === folds.length) {
        yield { kind: 'trial', trial: this.trial(i) };
      }
      improvement.add(found.record.validation);
      if (f > 0) continue;
      if (i >= EXPECTED - 1) this.expect(all.slice(0, i + 2));
      if (improvement.idle >= patience) break;
    }
    if (f > 0) return;
    const passed = all.indexOf(this.lambdas[this.lambdas.length - 1]) + 1;
    const isFarEnough = passed === all.length || improvement.idle >= patience;
    this.isCut = !isFarEnough || this.lambdas.length < passed;
    this.expect(this.lambdas);
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
  ): AsyncGenerator<Event, FittedRun | null, void> {
    const { folds, whole } = this.sets;
    if (whole === null) return null;
    const { values } = validated.model.parameters;
    let fitted: FittedRun | null = null;
    const { until } = this.control;
    for await (const found of this.follow(await whole(), [lambda], { until, start: values })) {
      if ('kind' in found) yield found;
      else ({ fitted } = found);
    }
    if (fitted === null) throw new Error('a path without an optimum');
    const isAllButOptimal = fitted.certificate === null && folds[0] === null;
    return isAllButOptimal && validated.certificate !== null ? null : fitted;
  }

  private async *follow(
    data: AnyTrainingData,
    lambdas: Iterable<number>,
    { tolerance, ...how }: Pick<Path, 'until' | 'enough' | 'start'> & Pick<Searched, 'tolerance'>,
  ): AsyncGenerator<Event | Optimum, void, void> {
    const { backend, plan, work } = this;
    const { signal } = this.control;
    const settings = tolerance === undefined ? plan.fixed : { ...plan.fixed, tolerance };
    const path = { backend, data, settings, lambdas, signal, ...how };
    for await (const event of followPath(path)) {
      if (event.kind === 'optimum') {
        this.done++;
        work.found(event.optimum.lambda);
        yield event.optimum;
        continue;
      }
      const fraction = work.fraction(event.progress);
      const { count: all } = work;
      const place = { solver: 'lbfgs', done: this.done, all, fraction } as const;
      yield { kind: 'progress', progress: { ...event.progress, ...place } };
    }
  }

  private trial(number: number): Trial {
    const own = this.optima[number];
    const scores = own.map(({ record }) => record.validation ?? { loss: NaN, accuracy: NaN });
    const validation = validationScore(scores, this.sets);
    const gaps = own.map(({ fitted }) => fitted.certificate?.gap ?? null);
    return printedTrial({
      number,
      settings: { ...this.plan.fixed, solver: 'lbfgs', lambda: this.lambdas[number] },
      rungs: [{ epochs: Math.max(...own.map(({ record }) => record.epoch)), validation }],
      failure: null,
      gap: gaps.includes(null) ? null : Math.max(...gaps.map(Number)),
      seconds: own.reduce((sum, { seconds }) => sum + seconds, 0),
    });
  }
}

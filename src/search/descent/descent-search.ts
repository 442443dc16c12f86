import type { Backend } from '../../backend';
import { OnelayerError } from '../../errors';
import { wholeSettings, type AnyTrainingData, type FittedRun } from '../../training';
import {
  chosenAmong,
  type LambdaOutcome,
  type LambdaSearch,
  type LambdaSearchEvent,
  type SearchControl,
} from '../lambda-search';
import type { Searched } from '../path/path-plan';
import type { Trial } from '../results';
import type { PathSets } from '../sets';
import { evenSlices, togetherFor } from '../sweep/units';
import { descend, type Descended } from './descend';
import { epochsInTime } from './epochs-in-time';
import { UNDIVIDED, type PartedFeatures } from './parted-features';
import { trialOf } from './trial-of';

/**
 * How far a search for λ by mini-batches is.
 *
 * @category Search
 */
export interface DescentProgress {
  readonly solver: 'mini-batch';
  /** The values of λ that are being trained, together. */
  readonly lambdas: readonly number[];
  /** The epochs of this training that are finished, with a fraction of the present one. */
  readonly epoch: number;
  /** The epochs of each training. */
  readonly epochs: number;
  /** The trainings finished so far: of each fold and the last fit, one for each part of the features. */
  readonly done: number;
  /** The trainings to finish. */
  readonly all: number;
  /** How much of the work is done, about: from 0 to 1. */
  readonly fraction: number;
}

type Event = LambdaSearchEvent<DescentProgress>;

/** Which λ are trained, and how. */
export interface DescentPlan extends Searched {
  /** True to train for fewer epochs than the settings say where time is short. */
  readonly mayShorten: boolean;
}

/** What is trained at a time. */
interface Training {
  readonly data: AnyTrainingData;
  readonly lambdas: readonly number[];
  /** When it began, by `performance.now()`, with the making of its data. */
  readonly begun: number;
  /** The epoch to end after, of the last fit. By default the settings' last. */
  readonly last?: number;
}

/**
 * A search for the best λ by mini-batch gradient descent, for so many features that an optimum takes long:
 * each λ is trained for the same epochs, from the start, and several together over the same mini-batches.
 */
export class DescentSearch implements LambdaSearch<DescentProgress> {
  private epochs: number;
  /** Of each fold: what was trained, by λ. */
  private readonly folds: Descended[][] = [];
  /** The values of λ that are trained together. */
  private groups: readonly (readonly number[])[] = [];
  private done = 0;
  private isCut = false;
  /** Whether it is known how long an epoch takes, or nobody needs to know. */
  private isMeasured: boolean;

  constructor(
    private readonly backend: Backend,
    private readonly sets: PathSets,
    private readonly plan: DescentPlan,
    private readonly control: SearchControl = {},
    private readonly features: PartedFeatures = UNDIVIDED,
  ) {
    this.epochs = wholeSettings(plan.fixed).epochs;
    this.isMeasured = !plan.mayShorten;
  }

  /**
   * Trains all λ, in each fold, chooses one, and trains it once more on the whole data. Where the time is
   * over, or it has been enough, the present training of the first λ ends with its epoch, and others are
   * left out; then there is no last training on the whole data. Where time is seen to be short, there are
   * fewer epochs, if the plan says so.
   *
   * @throws as `prepareJob`; OnelayerError SEARCH_FAILED if all trainings diverged
   */
  async *run(): AsyncGenerator<Event, LambdaOutcome, void> {
    for (const fold of this.sets.folds) {
      const isLeft = yield* this.trainFold(fold);
      if (isLeft) break;
    }
    const { folds, plan, sets } = this;
    const count = folds[0].length;
    const seen = folds.length;
    const trials = plan.lambdas.slice(0, count).map((lambda, i) => {
      const own = folds.map((fold) => fold[i]);
      return trialOf(i, this.settings(lambda), own, sets);
    });
    for (const trial of trials) yield { kind: 'trial', trial };
    const isCut = this.isCut || count < plan.lambdas.length || seen < sets.folds.length;
    const results = chosenAmong(trials, sets, { kind: 'sweep', rule: plan.rule, seen, isCut });
    const { chosen } = results;
    if (chosen === null) {
      throw new OnelayerError('SEARCH_FAILED', `no λ has a score: ${trials[0].failure}`);
    }
    const own = folds.map((fold) => fold[chosen]);
    const last = yield* this.trainWhole(own, plan.lambdas[chosen]);
    const validated = own.map(({ fitted }) => fitted);
    return {
      ...{ results, validated, fitted: last ?? validated[0] },
      ...{ isRefitted: last !== null, isCut: isCut || (last === null && sets.whole !== null) },
    };
  }

  /** Trains all λ. Returns true if the time is over: what was being trained has no say then. */
  private async *trainFold(fold: number | null): AsyncGenerator<Event, boolean, void> {
    const isFirst = this.folds.length === 0;
    if (!isFirst && this.isOver()) return true;
    const begun = performance.now();
    const data = await this.sets.of(fold);
    if (isFirst) this.groups = this.groupsOf(data);
    const trained: Descended[] = [];
    for (const lambdas of this.groups) {
      const isNeeded = isFirst && trained.length === 0;
      if (!isNeeded && this.isOver()) break;
      const made = yield* this.train({ data, lambdas, begun });
      if (!isNeeded && made.some((one) => one.isCut)) break;
      this.isCut ||= made.some((one) => one.isCut);
      trained.push(...made);
    }
    const isWhole = isFirst || trained.length === this.folds[0].length;
    if (isWhole) this.folds.push(trained);
    return this.isOver() || !isWhole;
  }

  /** Trains the chosen λ once more, on the whole data. Returns null if there are none, or no time. */
  private async *trainWhole(
    chosen: readonly Descended[],
    lambda: number,
  ): AsyncGenerator<Event, FittedRun | null, void> {
    const { whole } = this.sets;
    if (whole === null || this.isOver()) return null;
    // Early stopping has nothing to go by: see `fitChosen`.
    const last = Math.round(chosen.reduce((sum, { kept }) => sum + kept, 0) / chosen.length);
    const begun = performance.now();
    const data = await whole();
    const [made] = yield* this.train({ data, lambdas: [lambda], begun, last });
    return made.isCut ? null : made.fitted;
  }

  /**
   * Trains several λ together, on one part of the features after another. Where the time ends before the
   * last part, what was learnt is the mean of those before.
   */
  private async *train(training: Training): AsyncGenerator<Event, Descended[], void> {
    const { parts } = this.features;
    const parted = this.features.begin(training.data);
    let { begun } = training;
    for (let p = 0; p < parts; p++) {
      const isCut = p > 0 && this.isOver();
      const data = isCut ? null : await parted.part(p);
      const made = data && (yield* this.trainPart({ ...training, data, begun }));
      if (made === null || (p > 0 && made.some((own) => own.isCut))) {
        const together = await parted.together();
        return together.map((own) => ({ ...own, isCut: true }));
      }
      await parted.add(made);
      begun = performance.now();
    }
    return parted.together();
  }

  /** Trains on a part; anew with fewer epochs where the first training's first one tells that time is short. */
  private async *trainPart(training: Training): AsyncGenerator<Event, Descended[], void> {
    const { data, lambdas, begun, last } = training;
    const { backend, epochs } = this;
    const { signal } = this.control;
    const stopping = last === undefined ? {} : { earlyStopping: null };
    const settings = lambdas.map((lambda) => ({ ...this.settings(lambda), ...stopping }));
    const isOver = (): boolean => this.isOver();
    const steps = descend({ backend, data, settings, last, signal, isOver });
    let first: number | null = null;
    for (;;) {
      const turn = await steps.next();
      if (turn.done === true) {
        this.done++;
        return turn.value;
      }
      const epoch = turn.value;
      const place = { lambdas, epoch, epochs, done: this.done, all: this.passes };
      const fraction = (this.done + epoch / epochs) / this.passes;
      yield { kind: 'progress', progress: { solver: 'mini-batch', ...place, fraction } };
      first ??= performance.now();
      if (this.isMeasured || epoch < 1) continue;
      this.takeTime(begun, first);
      if (this.epochs === epochs) continue;
      await steps.return([]);
      return yield* this.trainPart({ ...training, begun: performance.now() });
    }
  }

  /** Takes as many epochs as there is time for, after the first one. @param first  when that began */
  private takeTime(begun: number, first: number): void {
    const { control, epochs, passes } = this;
    this.isMeasured = true;
    const now = performance.now();
    const [preparing, epoch] = [first - begun, now - first];
    const left = (control.until ?? Infinity) - now;
    this.epochs = epochsInTime(epochs, { preparing, epoch, left, passes });
    this.isCut ||= this.epochs < epochs;
  }

  /** The trainings: of all folds and the last fit, on each part of the features. */
  private get passes(): number {
    const { folds, whole } = this.sets;
    return this.features.parts * (folds.length * this.groups.length + (whole === null ? 0 : 1));
  }

  /** Parts the values of λ into those that are trained together. */
  private groupsOf(data: AnyTrainingData): number[][] {
    const shape = { classes: data.training.classes.length, features: this.features.largest(data) };
    return evenSlices(this.plan.lambdas, togetherFor(shape));
  }

  private isOver(): boolean {
    const { enough, until = Infinity } = this.control;
    return enough?.aborted === true || performance.now() > until;
  }

  private settings(lambda: number): Trial['settings'] {
    return { ...this.plan.fixed, lambda, epochs: this.epochs };
  }
}

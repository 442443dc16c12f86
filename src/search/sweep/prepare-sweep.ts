import type { Backend, Plan } from '../../backend';
import { assertDataSet, assertLike } from '../../data';
import { argumentError, assertInteger, assertKnownKeys } from '../../errors';
import { TaskRunner } from '../../tasks';
import {
  arithmeticOf,
  dataIdentity,
  settingsOf,
  wholeSettings,
  type AnyTrainingData,
  type GivenSettings,
} from '../../training';
import type { Header } from '../journal/form';
import { VERSION } from '../journal/form';
import { MemoryJournal, type Journal } from '../journal/journal';
import type { Timing } from '../journal/processes';
import { openJournal } from '../journal/shared-journal';
import { WorkFolder } from '../journal/work-folder';
import { trialSettings, variedIn, type SearchSpace } from '../space';
import { Checkpoints } from './checkpoints';
import { setsOf, type Sets } from '../sets';

/**
 * Successive halving: all trials are trained for some epochs; the best 1 / factor of them for `factor`
 * times as many in all, and so on up to the setting `epochs`.
 *
 * Source: Jamieson and Talwalkar, "Non-stochastic best arm identification and hyperparameter
 * optimization", 2016.
 *
 * @category Search
 */
export interface Halving {
  /** One of so many trials goes on: an integer, at least 2. */
  readonly factor: number;
  /** The epochs of the first rung: at least 1, and below the setting `epochs`. */
  readonly epochs: number;
}

/** What a sweep searches, and how. */
export interface SweepPlan {
  readonly space: SearchSpace;
  readonly draws?: number | undefined;
  readonly folds?: number | undefined;
  readonly halving?: Halving | undefined;
  /** The settings that all trials share. */
  readonly fixed: GivenSettings;
  /** The file of the journal, if any. */
  readonly journal?: string | undefined;
}

/** A sweep that is ready to run. */
export interface PreparedSweep {
  readonly backend: Backend;
  readonly data: AnyTrainingData;
  readonly sets: Sets;
  readonly journal: Journal;
  readonly checkpoints: Checkpoints;
  /** By dtype. */
  readonly plans: Readonly<Record<string, Plan>>;
}

/**
 * Checks a sweep, and opens its journal, which may be one to go on with, or that others write to.
 *
 * @throws TypeError or RangeError naming what is invalid; as `openJournal`; the signal's reason
 */
export async function prepareSweep(
  backend: Backend,
  data: AnyTrainingData,
  plan: SweepPlan,
  signal?: AbortSignal,
  timing?: Timing,
): Promise<PreparedSweep> {
  signal?.throwIfAborted();
  const { space, draws, halving, fixed, journal: file } = plan;
  const { training, validation } = data;
  assertDataSet('training', training);
  if (validation !== undefined) assertLike('validation', validation, training);
  assertValidation(data, plan);
  const { seed } = wholeSettings(fixed);
  const sets = setsOf(data, plan.folds ?? null, seed);
  const { classes, features } = training;
  const trials = trialSettings({ space, draws, fixed }, { samples: sets.samples, classes });
  if (halving !== undefined) assertHalving(halving, plan, trials);

  const runner = new TaskRunner(signal);
  const plans: Record<string, Plan> = {};
  for (const dtype of new Set(trials.map((own) => wholeSettings(own).dtype))) {
    plans[dtype] = await runner.run(backend.planning({ classes: classes.length, features, dtype }));
  }
  const identity = await dataIdentity(data, signal);
  const headerOf = (kept: Header | null): Header => {
    for (const [dtype, now] of Object.entries(plans)) plans[dtype] = planIn(kept, dtype, now);
    return {
      onelayer: 'sweep',
      version: VERSION,
      fixed: settingsOf(fixed),
      space,
      draws: draws ?? null,
      folds: plan.folds ?? null,
      halving: halving ? { factor: halving.factor, epochs: halving.epochs } : null,
      data: identity,
      arithmetic: arithmeticOf(backend, Object.values(plans)[0].product),
      plans: Object.fromEntries(
        Object.entries(plans).map(([dtype, { product, tileRows }]) => [
          dtype,
          { product, tileRows },
        ]),
      ),
      validated: sets.validated,
      varied: variedIn(space),
      trials,
    };
  };
  const journal =
    file === undefined
      ? new MemoryJournal(headerOf(null))
      : await openJournal(file, headerOf, timing);
  const folder = file === undefined ? undefined : new WorkFolder(file);
  const checkpoints = new Checkpoints(folder, journal.id);
  return { backend, data, sets, journal, checkpoints, plans };
}

function assertValidation({ training, validation }: AnyTrainingData, { folds }: SweepPlan): void {
  if (folds !== undefined) {
    assertInteger('folds', folds, 2, training.samples);
    if (validation === undefined) return;
    const expected = 'a training set alone, of which folds are held out';
    throw argumentError(TypeError, 'data', expected, validation);
  }
  if (validation !== undefined) return;
  const expected = 'a validation set to choose by, or the option folds';
  throw argumentError(TypeError, 'validation', expected, validation);
}

function assertHalving(halving: Halving, { space }: SweepPlan, trials: Header['trials']): void {
  assertKnownKeys('halving', halving, ['factor', 'epochs']);
  assertInteger('halving.factor', halving.factor, 2);
  if (space.epochs !== undefined) {
    const expected = 'one number for all trials, outside the space, since they are halved';
    throw argumentError(TypeError, 'epochs', expected, space.epochs);
  }
  assertInteger('halving.epochs', halving.epochs, 1, wholeSettings(trials[0]).epochs - 1);
}

/** The journal's plan for a dtype, unless the user chose another, or the backend can't run it. */
function planIn(kept: Header | null, dtype: string, now: Plan): Plan {
  const before = kept?.plans[dtype];
  if (before === undefined || now.reason === 'asked for') return now;
  if ((now.product === 'gemm') !== (before.product === 'gemm')) return now;
  return { ...before, reason: 'as in the journal' };
}

import { inspect } from 'node:util';
import type { BackendReport } from '../backend';
import type { DataSet, LabelOf, LabelType, Label } from '../data';
import { assertText } from '../errors';
import { readModel, saveModel } from '../exchange';
import {
  BestModel,
  prepareSweep,
  Sweep as SearchSweep,
  type Halving,
  type SearchResults,
  type SearchSpace,
  type SweepProgress,
  type Trial,
} from '../search';
import type { GivenSettings } from '../training';
import { Course } from './course';
import type { SetEvaluation } from './evaluation';
import type { LinearClassifier } from './linear-classifier';
import {
  assertSearchOptions,
  backendOf,
  settingsOf,
  trainingDataOf,
  type ComputeOptions,
  type TrainingInput,
} from './options';
import { classifierOf, printedOutcome } from './search-outcome';

/**
 * Options of `sweep`: what to search and how, the backend, and the settings that all trials share, by
 * default the assignment's ({@link DEFAULT_SETTINGS}). The setting `seed` seeds draws and folds, too.
 *
 * @category Search
 */
export interface SweepOptions extends GivenSettings, ComputeOptions {
  /** The values to search of each setting. */
  readonly space: SearchSpace;
  /** The number of trials to draw at random from the space. By default its grid: all combinations. */
  readonly draws?: number;
  /**
   * k: validates by stratified k-fold cross-validation of the training set, at least 2; the chosen
   * settings are then fitted to all of it. By default the data's validation set is used.
   */
  readonly folds?: number;
  /** Successive halving. By default all trials are trained to their end. */
  readonly halving?: Halving;
  /**
   * The path of a journal: a sweep over one that is there goes on with it. Processes with the same
   * journal, on one host or several, share the trials out. The best model so far is kept beside it, in
   * `….best.safetensors`. By default none is written.
   */
  readonly journal?: string;
  /** Evaluated once, at the end, with the chosen classifier. By default none. */
  readonly test?: DataSet;
  /**
   * Ends the sweep soon after it aborts and a trial has its score: the best of those that have one is chosen
   * and tested. What was being trained can be gone on with by the journal. By default none.
   */
  readonly enough?: AbortSignal;
  /** Stops the sweep soon after it aborts; its reason is then thrown. By default none. */
  readonly signal?: AbortSignal;
  /** Called again and again with how far the sweep is. By default none. */
  readonly onProgress?: (progress: SweepProgress) => void;
}

/**
 * The result of a sweep. `console.log` prints it in a few lines.
 *
 * @typeParam L  the type of the labels
 * @category Search
 */
export interface SweepResult<L extends Label = Label> {
  /** The classifier with the settings that were chosen by validation alone. */
  readonly classifier: LinearClassifier<L>;
  /** The trial that was chosen. */
  readonly best: Trial;
  /** All trials, the chosen one, and its settings that lie at an edge of their range. */
  readonly results: SearchResults;
  /** The metrics on the test set; null without one. */
  readonly test: SetEvaluation | null;
  /** The backend in use, and why it was chosen. */
  readonly backend: BackendReport;
}

/**
 * A search over settings, as `sweep` returns it: iterate over its trials, each when it is finished, await
 * its result, or do both. It starts with either, and advances while trials are requested.
 *
 * @typeParam Result  the result: {@link SweepResult}
 * @category Search
 */
export class Sweep<Result> extends Course<Trial, Result> {
  /** Hides what it consists of from `console.log`. @internal */
  [inspect.custom](): string {
    return 'Sweep { iterate over its trials, or await its result }';
  }
}

/**
 * Searches for the best settings: trains a trial for each combination of values, or for random draws,
 * and chooses the one with the highest validation accuracy (of equals, the lower validation loss). The
 * test set has no part in the choice.
 *
 * Trials that differ only in λ, η, schedule or early stopping see the same mini-batches, and are trained
 * together, in one pass over the data; each comes out as it would alone, to the bit. Others are trained
 * one after another. A trial's score is that of the epoch that `train` would keep: the last, or the
 * best with early stopping.
 *
 * With a journal, a sweep that was stopped or killed at any moment goes on where it was, to the same
 * bits, when it is called again: finished trials are not trained again, and those that failed are tried
 * again. Several processes that sweep over the same journal at the same time share the trials out, and
 * all end with the same result; if one is killed, the others train what it had begun. Leaving the loop
 * stops the sweep; the promise is then rejected.
 *
 * @param data     a training and a validation set; with `folds`, a training set alone
 * @param options  the space, and how to search it
 * @throws TypeError naming the unknown option, at once. Later, the promise is rejected and the loop
 *         throws: a TypeError or RangeError naming what is invalid, e.g. `space.eta.log[0]`; an
 *         OnelayerError if the journal is of another sweep (CHECKPOINT_MISMATCH), no journal
 *         (FILE_INVALID) or not writable (NOT_WRITABLE), or if no trial has a score (SEARCH_FAILED);
 *         the signal's reason
 * @category Search
 * @example Search a grid, and test the best
 * ```ts
 * import { split, sweep } from 'onelayer';
 *
 * const { training, validation, test } = split(data, { validation: 0.2, test: 0.2 });
 * const { classifier, best, results } = await sweep(
 *   { training, validation },
 *   { space: { lambda: [0, 0.001, 0.01], eta: { log: [1e-4, 1e-1], count: 7 } }, epochs: 20, test },
 * );
 * console.log(best.settings, results.atEdge, classifier.classes);
 * ```
 * @example Random draws, cross-validation, successive halving, and a journal
 * ```ts
 * const search = sweep(data, {
 *   space: { eta: { log: [1e-4, 1] }, batchSize: [25, 50, 100] },
 *   draws: 27,
 *   folds: 5,
 *   halving: { factor: 3, epochs: 4 },
 *   epochs: 36,
 *   journal: 'sweep.jsonl',
 * });
 * for await (const { number, settings, rungs } of search) {
 *   console.log(number, settings, rungs.at(-1)?.validation.accuracy);
 * }
 * const { best } = await search;
 * ```
 */
export function sweep<Type extends LabelType>(
  data: TrainingInput<Type>,
  options: SweepOptions,
): Sweep<SweepResult<LabelOf<Type>>> {
  assertSweepOptions(options);
  return new Sweep(
    (resolve) => sweeping(data, options, resolve),
    'the sweep was left before its end',
  );
}

const OWN = ['space', 'draws', 'folds', 'halving', 'journal', 'test'];

function assertSweepOptions(options: SweepOptions): void {
  assertSearchOptions(options, OWN);
  if (options.journal !== undefined) assertText('journal', options.journal);
}

async function* sweeping<L extends Label>(
  input: TrainingInput,
  options: SweepOptions,
  resolve: (result: SweepResult<L>) => void,
): AsyncGenerator<Trial, void, void> {
  const { enough, space, draws, folds, halving, journal, signal, test, onProgress } = options;
  const backend = backendOf(options);
  const plan = { space, draws, folds, halving, journal, fixed: settingsOf(options) };
  const models = new BestModel({ save: saveModel, read: readModel }, journal);
  const data = trainingDataOf(input);
  const search = new SearchSweep(await prepareSweep(backend, data, plan, signal), models);
  try {
    for await (const event of search.run(signal, enough)) {
      if (event.kind === 'progress') onProgress?.(event.progress);
      else yield event.trial;
    }
    const results = search.results();
    const best = results.trials[Number(results.chosen)];
    const model = await search.model();
    const chosen = { model, best, certificate: null, diverged: false };
    const outcome = await classifierOf<L>(chosen, backend, test, signal);
    await search.end(outcome.test && { loss: outcome.test.loss, accuracy: outcome.test.accuracy });
    resolve(printed({ ...outcome, best, results, backend: backend.report }));
  } finally {
    await search.close();
  }
}

function printed<Result extends SweepResult>(result: Result): Result {
  return printedOutcome(result, 'SweepResult', ({ best }) => ({ settings: best.settings }));
}

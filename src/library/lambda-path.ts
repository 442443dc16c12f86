import { inspect } from 'node:util';
import type { BackendReport } from '../backend';
import type { DataSet, Label, LabelOf, LabelType } from '../data';
import { warn } from '../errors';
import {
  pathSearchOf,
  type PathProgress,
  type Range,
  type SearchResults,
  type Trial,
} from '../search';
import type { Certificate, GivenSettings } from '../training';
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
 * Options of `lambdaPath`: what to search and how, the backend, and settings of the solver `lbfgs`, e.g.
 * its tolerance. The setting `seed` seeds the folds.
 *
 * @category Search
 */
export interface LambdaPathOptions
  extends Omit<GivenSettings, 'lambda' | 'solver'>, ComputeOptions {
  /**
   * The values of λ, each above 0, in any order, or a range. By default 20 from 0.0001 to 10 at equal
   * ratios.
   */
  readonly lambdas?: readonly number[] | Range;
  /**
   * k: validates by stratified k-fold cross-validation of the training set, at least 2; the chosen λ is
   * then fitted to all of it. By default the data's validation set is used.
   */
  readonly folds?: number;
  /**
   * `best` chooses the highest validation accuracy, `one-standard-error` the largest λ whose accuracy is
   * within one standard error of it. By default `best`.
   */
  readonly rule?: SearchResults['rule'];
  /** True to fit the chosen λ to training and validation set together. By default false. */
  readonly refit?: boolean;
  /** Evaluated once, at the end, with the chosen classifier. By default none. */
  readonly test?: DataSet;
  /**
   * Ends the search soon after it aborts: the best of the λ found so far, at least two, is chosen, fitted
   * and tested. By default none.
   */
  readonly enough?: AbortSignal;
  /** Stops the search soon after it aborts; its reason is then thrown. By default none. */
  readonly signal?: AbortSignal;
  /** Called after each iteration. By default none. */
  readonly onProgress?: (progress: PathProgress) => void;
}

/**
 * The result of a search along λ. `console.log` prints it in a few lines.
 *
 * @typeParam L  the type of the labels
 * @category Search
 */
export interface LambdaPathResult<L extends Label = Label> {
  /** The classifier with the λ that was chosen by validation alone. */
  readonly classifier: LinearClassifier<L>;
  /** The trial that was chosen. */
  readonly best: Trial;
  /** All trials, from the largest λ to the smallest, the chosen one, and whether it lies at an edge. */
  readonly results: SearchResults;
  /** How far the classifier is from its optimum at most. */
  readonly certificate: Certificate | null;
  /** The metrics on the test set; null without one. */
  readonly test: SetEvaluation | null;
  /** The backend in use, and why it was chosen. */
  readonly backend: BackendReport;
}

/**
 * A search along λ, as `lambdaPath` returns it: iterate over its trials, each when it is finished, await
 * its result, or do both. It starts with either, and advances while trials are requested.
 *
 * @typeParam Result  the result: {@link LambdaPathResult}
 * @category Search
 */
export class LambdaPath<Result> extends Course<Trial, Result> {
  /** Hides what it consists of from `console.log`. @internal */
  [inspect.custom](): string {
    return 'LambdaPath { iterate over its trials, or await its result }';
  }
}

/**
 * Finds the weight decay λ that validates best, and the optimum of the cost there: the solver `lbfgs` goes
 * from the largest λ to the smallest, starts each from where the optima before it point to, and ends each
 * with a certificate (see {@link Certificate}). There is no learning rate to choose.
 *
 * λ multiplies Σ W² in J = loss + λ Σ W², so scikit-learn's C is 1 / (2nλ), and PyTorch's
 * `weight_decay` 2λ. Warns (EDGE_OF_RANGE) if the chosen λ is the smallest or largest: a better one may
 * lie beyond.
 *
 * @param data     a training and a validation set; with `folds`, a training set alone
 * @param options  the values of λ, and how to search
 * @throws TypeError naming the unknown option, at once. Later, the promise is rejected and the loop
 *         throws: a TypeError or RangeError naming what is invalid, e.g. `lambdas[0]`; the signal's reason
 * @category Search
 * @example
 * ```ts
 * import { lambdaPath, split } from 'onelayer';
 *
 * const { training, validation, test } = split(data, { validation: 0.2, test: 0.2 });
 * const { classifier, best, certificate } = await lambdaPath(
 *   { training, validation },
 *   { rule: 'one-standard-error', refit: true, test },
 * );
 * console.log(best.settings.lambda, certificate?.relativeGap, classifier.classes);
 * ```
 */
export function lambdaPath<Type extends LabelType>(
  data: TrainingInput<Type>,
  options: LambdaPathOptions = {},
): LambdaPath<LambdaPathResult<LabelOf<Type>>> {
  assertSearchOptions(options, OWN, ['lambda', 'solver']);
  return new LambdaPath(
    (resolve) => following(data, options, resolve),
    'the path was left before its end',
  );
}

const OWN = ['lambdas', 'folds', 'rule', 'refit', 'test'];

async function* following<L extends Label>(
  input: TrainingInput,
  options: LambdaPathOptions,
  resolve: (result: LambdaPathResult<L>) => void,
): AsyncGenerator<Trial, void, void> {
  const { enough, lambdas, folds, rule, refit, signal, test, onProgress } = options;
  const backend = backendOf(options);
  const plan = { lambdas, folds, rule, refit, fixed: settingsOf(options) };
  const events = pathSearchOf(backend, trainingDataOf(input), plan, { signal, enough }).run();
  let turn = await events.next();
  for (; turn.done !== true; turn = await events.next()) {
    if (turn.value.kind === 'progress') onProgress?.(turn.value.progress);
    else yield turn.value.trial;
  }
  const { fitted, results } = turn.value;
  const { certificate, model } = fitted;
  const best = results.trials[results.chosen ?? 0];
  if (results.atEdge.length > 0 && !results.isCut) {
    const { lambda } = model;
    warn(
      'EDGE_OF_RANGE',
      `lambda ${lambda} is at the edge of its range: a better one may lie beyond`,
    );
  }
  const outcome = await classifierOf<L>({ ...fitted, best }, backend, test, signal);
  resolve(printed({ ...outcome, best, results, certificate, backend: backend.report }));
}

function printed<Result extends LambdaPathResult>(result: Result): Result {
  return printedOutcome(result, 'LambdaPathResult', ({ best, certificate }) => ({
    lambda: best.settings.lambda,
    relativeGap: certificate?.relativeGap ?? null,
  }));
}

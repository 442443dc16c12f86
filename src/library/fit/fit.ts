import { inspect } from 'node:util';
import type { Backend } from '../../backend';
import {
  countsOf,
  type DataSet,
  type Features,
  type Label,
  type LabelOf,
  type LabelType,
} from '../../data';
import { UNDIVIDED, type LambdaOutcome, type Trial } from '../../search';
import { TaskRunner } from '../../tasks';
import { SETTINGS } from '../../training';
import { Course } from '../course';
import { backendOf, settingsOf } from '../options';
import { classifierOf } from '../search-outcome';
import { calibrationOf } from './calibrating';
import { encodedRows } from './encoded-rows';
import { searchesOf } from './fit-search';
import { printedFit, type FitResult } from './fit-result';
import { FitSets, type Given } from './fit-sets';
import { fitTestOf } from './fit-test';
import { readInput } from './input';
import { assertFitOptions, type FitDataOptions, type FitInput, type FitParts } from './options';
import { partsOf, trainedOn } from './parts';
import { patchesWords, patchPlanOf } from './patch-plan';
import { understoodOf } from './understood';

/**
 * A fit, as `fit` returns it: iterate over the trials of its search, each when it is finished, await its
 * result, or do both. It starts with either, and advances while trials are requested.
 *
 * @typeParam Result  the result: {@link FitResult}
 * @category Fit
 */
export class Fit<Result> extends Course<Trial, Result> {
  /** Hides what it consists of from `console.log`. @internal */
  [inspect.custom](): string {
    return 'Fit { iterate over its trials, or await its result }';
  }
}

/**
 * Makes a classifier from any labelled data, without a setting to guess:
 *
 * 1. reads the data, and tells what it understood (`onUnderstood`);
 * 2. holds test rows out, stratified and seeded: 20 %, at most 10,000;
 * 3. learns what makes features of columns (vocabularies, medians, means and deviations) in the rows that
 *    are trained on alone, in each fold anew;
 * 4. follows the certified path of λ (see {@link lambdaPath}), and chooses λ by validation: by five folds of
 *    the other rows, or by 20 % of them if they are 5,000 or more. Of so many with `patches`, it trains by
 *    mini-batches instead, unless a `tolerance` is given: with λ 10⁻⁷, or each of `lambdas`;
 * 5. fits the chosen λ to all rows but the test's, unless the data to validate on are given;
 * 6. fits the temperature of the probabilities on the scores of step 4, which are of rows that the models
 *    which scored them had not seen (temperature scaling; see {@link LinearClassifier.calibrate});
 * 7. evaluates the test rows, once.
 *
 * @param data     the name of a file or folder, an array of objects, a table, a data set, or
 *                 `{ training, validation, test }` of those
 * @param options  the columns, the split, the search and its time
 * @throws TypeError naming the unknown option, at once. Later, the promise is rejected and the loop
 *         throws: a TypeError or RangeError naming what is invalid; an OnelayerError for a file, or for
 *         data that nothing can be learnt from (DATA_INVALID); the signal's reason
 * @category Fit
 * @example
 * ```ts
 * import { fit } from 'onelayer';
 *
 * const { classifier, test, understood } = await fit('iris.csv', { label: 'species' });
 * console.log(understood.lines.join('\n'));
 * console.log(test?.accuracy, test?.interval, test?.majority);
 * await classifier.save('iris.safetensors');
 * ```
 */
export function fit<Type extends LabelType>(
  data: DataSet<Features, Type> | FitParts<DataSet<Features, Type>>,
  options?: FitDataOptions,
): Fit<FitResult<LabelOf<Type>>>;
export function fit(data: FitInput, options?: FitDataOptions): Fit<FitResult>;
export function fit(data: FitInput, options: FitDataOptions = {}): Fit<FitResult> {
  assertFitOptions(options);
  return new Fit((resolve) => fitting(data, options, resolve), 'the fit was left before its end');
}

async function* fitting(
  data: FitInput,
  options: FitDataOptions,
  resolve: (result: FitResult) => void,
): AsyncGenerator<Trial, void, void> {
  const begun = performance.now();
  const backend = backendOf(options);
  const searchFor = searchesOf(options);
  const { signal } = options;
  const { seed = SETTINGS.seed.default } = settingsOf(options);
  const runner = new TaskRunner(signal);
  const given = await readInput(data, options, runner);
  let result: FitResult | null = null;
  try {
    result = yield* fittingRows(given, options, { backend, begun, runner, searchFor, seed });
  } finally {
    await given.close(result?.testSet ?? null);
  }
  resolve(result);
}

interface Means {
  readonly backend: Backend;
  /** When it began, in milliseconds. */
  readonly begun: number;
  readonly runner: TaskRunner;
  readonly searchFor: ReturnType<typeof searchesOf>;
  readonly seed: number;
}

async function* fittingRows(
  read: Given,
  options: FitDataOptions,
  { backend, begun, runner, searchFor, seed }: Means,
): AsyncGenerator<Trial, FitResult, void> {
  const { enough, onProgress, onUnderstood, seconds = Infinity, signal } = options;
  const parts = partsOf(read.rows, {
    test: read.test === null ? (options.test as number | undefined) : null,
    validation: read.validation === null ? (options.validation as number | undefined) : null,
    folds: options.folds,
    seed,
  });
  const { open, plan } = searchFor(parts);
  const patches = patchPlanOf(options, read, parts, plan);
  const rawSets = new FitSets(read, parts, runner);
  const preparation = await rawSets.preparation(rawSets.whole !== null);
  const described = await runner.run(read.rows.describing(preparation));
  const lines = patches === null ? described : [...described, patchesWords(patches, read, parts)];
  const understood = understoodOf(read, parts, { preparation, lines, plan, seed });
  onUnderstood?.(understood);
  const encoded =
    patches === null ? null : await encodedRows(read, parts, patches, { backend, options });
  const { given, features } = encoded ?? { given: read, features: UNDIVIDED };
  const sets = given === read ? rawSets : new FitSets(given, parts, runner);
  const ready = performance.now();
  const until = begun + 1000 * seconds;
  const events = open(backend, sets, { signal, until, enough }, features).run();
  let turn = await events.next();
  for (; turn.done !== true; turn = await events.next()) {
    if (turn.value.kind === 'progress') onProgress?.(turn.value.progress);
    else yield turn.value.trial;
  }
  const fitted = performance.now();
  const found = await finished(backend, sets, turn.value, options);
  const counts = countsOf(given.rows, parts.training);
  const { classifier, evaluation, ...others } = found;
  const testSet = sets === rawSets ? found.testSet : await rawSets.test(found.isRefitted);
  const samples = found.isRefitted ? understood.training : trainedOn(parts);
  return printedFit({
    ...{ ...others, classifier, understood, samples, testSet },
    test: evaluation && fitTestOf(evaluation, given.rows, counts),
    seconds: {
      reading: (ready - begun) / 1000,
      search: (fitted - ready) / 1000,
      all: (performance.now() - begun) / 1000,
    },
    backend: backend.report,
  });
}

/** Calibrates the model that a search has chosen, makes a classifier of it, and tests it. */
async function finished(
  backend: Backend,
  sets: FitSets,
  { fitted, isCut, isRefitted, results, validated }: LambdaOutcome,
  { onEncoding, signal }: FitDataOptions,
) {
  const calibration = await calibrationOf(backend, sets, validated, signal, onEncoding);
  const preparation = await sets.preparation(isRefitted);
  const model = { ...fitted.model, preparation, temperature: calibration.temperature };
  const best = results.trials[results.chosen ?? 0];
  const testSet = await sets.test(isRefitted);
  const { classifier, test: evaluation } = await classifierOf<Label>(
    { ...fitted, model, best },
    backend,
    testSet ?? undefined,
    signal,
    onEncoding,
  );
  const { certificate } = fitted;
  const { lambda } = model;
  return {
    ...{ best, calibration, certificate, classifier, evaluation },
    ...{ isCut, isRefitted, lambda, results, testSet },
  };
}

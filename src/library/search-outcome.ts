import type { Backend } from '../backend';
import type { DataSet, Label } from '../data';
import { printedAs } from '../display';
import type { FittedModel } from '../model';
import { trialsTable, type SearchResults, type Trial } from '../search';
import type { Certificate } from '../training';
import type { SetEvaluation } from './evaluation';
import { LinearClassifier } from './linear-classifier';
import { settingsOf } from './options';
import { predictorOf } from './predictor';
import type { OnScored } from './scored';

/** The model that a search has chosen. */
interface Chosen {
  readonly model: FittedModel;
  readonly best: Trial;
  readonly certificate: Certificate | null;
  readonly diverged: boolean;
}

/**
 * Makes a classifier of the chosen model, and evaluates it on the test set, if there is one.
 *
 * @param onScored  called while features are made of pictures
 */
export async function classifierOf<L extends Label>(
  { model, best, certificate, diverged }: Chosen,
  backend: Backend,
  test: DataSet | undefined,
  signal: AbortSignal | undefined,
  onScored?: OnScored,
): Promise<{ readonly classifier: LinearClassifier<L>; readonly test: SetEvaluation | null }> {
  const predictor = await predictorOf(model, { backend });
  const fitted = { predictor, history: [], bestEpoch: null, certificate, diverged };
  const given = { ...settingsOf(best.settings), backend };
  const classifier = LinearClassifier.of<L>(fitted, given);
  return {
    classifier,
    test: test === undefined ? null : await classifier.evaluate(test, signal, onScored),
  };
}

interface Outcome {
  readonly best: Trial;
  readonly results: SearchResults;
  readonly test: SetEvaluation | null;
}

/**
 * Makes the result of a search be printed in a few lines.
 *
 * @param own  what is printed beside trials, validation, edges and test
 */
export function printedOutcome<Result extends Outcome>(
  result: Result,
  name: string,
  own: (result: Result) => object,
): Result {
  return printedAs(result, {
    name,
    summary: (printed) => ({
      trials: printed.results.trials.length,
      ...own(printed),
      validation: printed.best.rungs.at(-1)?.validation,
      ...(printed.results.atEdge.length > 0 && { atEdge: printed.results.atEdge }),
      ...(printed.test && {
        test: { loss: printed.test.loss, accuracy: printed.test.accuracy },
      }),
    }),
    tables: ({ results }) => [trialsTable(results)],
  });
}

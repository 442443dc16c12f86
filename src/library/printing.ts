import { printedAs, shortened } from '../errors';
import type { LinearClassifier } from './linear-classifier';
import type { SetEvaluation } from './predictor';
import type { TrainingResult } from './train';

/** What a classifier's summary has, as JSON values. @inline */
export interface ClassifierSummary {
  readonly fitted: boolean;
  readonly classes?: readonly unknown[];
  readonly features?: number;
  readonly [fact: string]: unknown;
}

/** The facts of a fitted classifier that `console.log` prints. */
export function summaryOf(classifier: LinearClassifier): ClassifierSummary {
  const { classes, features, bytes, image, loss, temperature, history } = classifier;
  const last = history.at(-1);
  return {
    fitted: true,
    classes: shortened(classes),
    features,
    bytes,
    ...(image && { image }),
    loss,
    ...(temperature !== 1 && { temperature }),
    ...(last && { epochs: last.epoch, train: last.train }),
    ...(last?.validation && { validation: last.validation }),
    backend: classifier.backend.name,
  };
}

/** Makes an evaluation be printed without its predictions, whose number it tells. */
export function printedEvaluation(evaluation: SetEvaluation): SetEvaluation {
  return printedAs(evaluation, 'Evaluation', ({ predictions, ...metrics }) => ({
    samples: predictions.length,
    ...metrics,
  }));
}

/** Makes a training's result be printed with its last epoch alone. */
export function printedResult<Result extends TrainingResult>(result: Result): Result {
  return printedAs(result, 'TrainingResult', ({ ending, bestEpoch, history, classifier }) => ({
    ending,
    epochs: history.length,
    bestEpoch,
    classifier,
  }));
}

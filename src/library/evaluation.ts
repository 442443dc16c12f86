import type { Backend } from '../backend';
import { assertDataSet, assertingFinite, ordering, sourcing, type DataSet } from '../data';
import { argumentError, assertEqual, assertInteger } from '../errors';
import {
  isFiniteModel,
  LinearObjective,
  LOSS_FUNCTIONS,
  Parameters,
  penaltyForward,
  RecordedPredictions,
  type Evaluation,
  type FittedModel,
  type Prediction,
} from '../model';
import { encodedSet } from '../tables/encoded';
import type { Table } from '../tables/table';
import { TaskRunner } from '../tasks';
import { evaluating, sampleWeights } from '../training';
import { isTable } from './columns';
import { diverged, SCORED, type Predictor } from './predictor';
import { withoutPictures, type OnScored } from './scored';

/**
 * Result of `LinearClassifier.evaluate`: loss, cost and accuracy on a data set, and the prediction
 * for each sample.
 *
 * @category Models
 */
export interface SetEvaluation extends Evaluation {
  /** The n predictions, in the samples' order. */
  readonly predictions: readonly Prediction[];
}

/**
 * Evaluates a fitted model on a data set, with its own weights, without blocking the event loop.
 * Probabilities and the loss are of s/T, except the hinge loss, which isn't a function of
 * probabilities.
 */
export async function evaluated(
  by: Predictor,
  given: DataSet | Table,
  signal?: AbortSignal,
  onScored?: OnScored,
): Promise<SetEvaluation> {
  const fitting = await fittingSet(by, given, signal);
  if (!isFiniteModel(by.model)) throw diverged();
  const seen = { predictor: by, set: fitting };
  const { predictor, set } = await withoutPictures(seen, signal, onScored);
  const evaluation = await evaluatedOn(predictor, set, signal);
  if (predictor === by) return evaluation;
  const { parameters, lambda } = by.model;
  return {
    ...evaluation,
    cost: evaluation.loss + penaltyForward(parameters.weights, lambda),
  };
}

async function evaluatedOn(
  by: Predictor,
  set: DataSet,
  signal?: AbortSignal,
): Promise<SetEvaluation> {
  const { objective, temperature } = by.model;
  const plain = await evaluatedAt(1, by, set, signal);
  if (!Number.isFinite(plain.loss)) throw argumentError(RangeError, 'set.X', SCORED, 'larger ones');
  if (temperature === 1) return plain;
  const tempered = await evaluatedAt(temperature, by, set, signal);
  const loss = LOSS_FUNCTIONS[objective.loss].isTempered ? tempered.loss : plain.loss;
  const penalty = plain.cost - plain.loss;
  return { ...tempered, loss, cost: loss + penalty };
}

/** Evaluates the model whose scores are s/T. */
async function evaluatedAt(
  temperature: number,
  { model, compute }: Predictor,
  set: DataSet,
  signal?: AbortSignal,
): Promise<SetEvaluation> {
  const { parameters, standardiser, objective, lambda } = model;
  const { backend, plan } = compute;
  signal?.throwIfAborted();
  const runner = new TaskRunner(signal);
  await runner.run(assertingFinite('set', set));
  const { dtype } = parameters;
  const weights = sampleWeights(set, null);
  const rows = await runner.run(sourcing(set, { standardiser, dtype, weights }));
  const scaled = divided(parameters, temperature, backend);
  const cost = new LinearObjective(backend, scaled, { objective, lambdas: [lambda], plan });
  const predictions = new RecordedPredictions(parameters.classes);
  await runner.run(evaluating({ objective: cost, parameters: scaled }, [predictions], rows));
  return { ...cost.evaluation(predictions, scaled), predictions: predictions.predictions };
}

/**
 * Returns a set with its features in the model's order: where both have names, they are matched.
 * Throws unless features and classes are those of the training set, the classes in the same order.
 */
export async function fittingSet(
  predictor: Predictor,
  labelled: DataSet | Table,
  signal?: AbortSignal,
): Promise<DataSet> {
  const { model } = predictor;
  const { classes, featureNames } = model;
  const given = isTable(labelled) ? await setOf(model, labelled, signal) : labelled;
  assertDataSet('set', given);
  const set = await new TaskRunner(signal).run(ordering('set', given, featureNames));
  predictor.reader.assertFeatures('set', set);
  assertInteger('set.classes.length', set.classes.length, classes.length, classes.length);
  classes.forEach((name, k) => assertEqual(`set.classes[${k}]`, set.classes[k], name));
  return set;
}

async function setOf(model: FittedModel, table: Table, signal?: AbortSignal): Promise<DataSet> {
  const { preparation } = model;
  if (preparation === null) {
    const expected = 'a data set, since the classifier was not trained on columns of a table';
    throw argumentError(TypeError, 'set', expected, table);
  }
  return (await encodedSet(preparation, table, model, { signal })).set;
}

/** Returns W/T and b/T; the parameters themselves if T is 1. */
function divided(parameters: Parameters, temperature: number, backend: Backend): Parameters {
  if (temperature === 1) return parameters;
  const { classes, features, dtype, values } = parameters;
  const scaled = Parameters.zeros(classes, features, dtype, backend);
  for (let i = 0; i < values.length; i++) scaled.values[i] = values[i] / temperature;
  return scaled;
}

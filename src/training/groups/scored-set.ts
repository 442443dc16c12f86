import type { Backend } from '../../backend';
import { sourcing, type DataSet } from '../../data';
import { Metrics, Parameters, type FittedModel } from '../../model';
import type { Task } from '../../tasks';
import { evaluating } from '../job';
import { ScoringObjective } from './scoring-objective';

/**
 * Computes the scores of a set by a model, as a cooperative task: n×K. Those of a model that diverged are
 * not finite.
 *
 * @param set  of the features that the model was trained on
 */
export function* scoringSet(
  { lambda, objective, parameters: own, standardiser }: FittedModel,
  set: DataSet,
  backend: Backend,
): Task<Float64Array> {
  const { classes: K, dtype, features, values } = own;
  const plan = yield* backend.planning({ classes: K, features, dtype });
  const parameters = Parameters.zeros(K, features, dtype, backend);
  parameters.assign(values);
  const scores = new Float64Array(set.samples * K);
  const keep = (_: unknown, first: number, S: ArrayLike<number>): void => scores.set(S, first * K);
  const options = { lambdas: Float64Array.of(lambda), plan };
  const scoring = new ScoringObjective(backend, parameters, objective, options, keep);
  const rows = yield* sourcing(set, { standardiser, dtype, weights: null });
  yield* evaluating({ objective: scoring, parameters }, [new Metrics(K)], rows);
  return scores;
}

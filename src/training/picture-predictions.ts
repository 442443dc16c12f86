import type { Backend, Plan } from '../backend';
import { partOf, sourcing, type DataSet } from '../data';
import {
  LinearObjective,
  Parameters,
  RecordedPredictions,
  type Evaluation,
  type FittedModel,
} from '../model';
import { TaskRunner, type Task } from '../tasks';
import { evaluating } from './job';

/** Pictures whose features are in memory at a time, and how many features at most. */
const PICTURES = 500;
const FEATURES = 2 ** 26;

/** Predictions for a set, and its metrics. */
export interface SetPredictions {
  readonly predictions: RecordedPredictions;
  readonly evaluation: Evaluation;
}

/** What of a model predicts. */
type Predicted = Pick<
  FittedModel,
  'objective' | 'lambda' | 'parameters' | 'patches' | 'standardiser'
>;

/** What predictions are made with. */
export interface Predicting {
  readonly backend: Backend;
  readonly plan: Plan;
  /** Called with the number of samples done. */
  readonly onDone?: (done: number) => void;
}

/**
 * Predicts samples by a model without blocking the event loop: pictures, of a model that makes features of
 * them by patches, a few at a time, so that these need little memory.
 */
export function predictSet(
  model: Predicted,
  set: DataSet,
  how: Predicting,
  signal?: AbortSignal,
): Promise<SetPredictions> {
  return new TaskRunner(signal).run(predictingSet(model, set, how));
}

function* predictingSet(
  model: Predicted,
  set: DataSet,
  { backend, plan, onDone }: Predicting,
): Task<SetPredictions> {
  const { objective, lambda, patches, standardiser } = model;
  const { classes, features, dtype, values } = model.parameters;
  const parameters = Parameters.zeros(classes, features, dtype, backend);
  parameters.assign(values);
  const cost = new LinearObjective(backend, parameters, { objective, lambdas: [lambda], plan });
  const predictions = new RecordedPredictions(classes);
  const most = patches === null ? set.samples : mostTogether(features);
  const room = patches && new Uint8Array(Math.min(most, set.samples) * features);
  for (let first = 0; first < set.samples; first += most) {
    const count = Math.min(most, set.samples - first);
    const part = partOf(set, set.name, first, count);
    let seen = part;
    if (patches !== null && room !== null) {
      const X = room.subarray(0, count * features);
      const { X: pictures } = patches.assertPictures(set.name, part);
      yield* patches.encoding(backend, pictures, [0, count], X);
      seen = patches.encodedSet(part, X);
    }
    const weights = part.weights ?? null;
    const rows = yield* sourcing(seen, { standardiser, dtype, weights });
    yield* evaluating({ objective: cost, parameters }, [predictions], rows);
    onDone?.(first + count);
  }
  return { predictions, evaluation: cost.evaluation(predictions, parameters) };
}

function mostTogether(features: number): number {
  return Math.max(1, Math.min(PICTURES, Math.floor(FEATURES / features)));
}

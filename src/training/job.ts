import type { Backend, Plan } from '../backend';
import { ALONE, summing, type Communicator } from '../cluster';
import { slicesOf, type DataSet, type RowSource } from '../data';
import {
  LinearObjective,
  Parameters,
  ParameterStack,
  RecordedPredictions,
  Metrics,
  type Stack,
} from '../model';
import type { Task } from '../tasks';
import { defaultRng } from '../random';
import {
  assertTraining,
  preparingData,
  preparingSet,
  type AnyTrainingData,
  type PreparedData,
} from './prepared-data';
import { Run } from './runs';
import { SETTINGS, wholeSettings, type WholeSettings } from './settings';
import { Sampler, shareOfRows, SOLVERS, type Progress, type Solver } from './solvers';

/** A training ready to run: one or more runs over the same mini-batches. */
export interface Job {
  readonly backend: Backend;
  /** The processes that share the rows. */
  readonly all: Communicator;
  /** The settings of each run. */
  readonly settings: readonly WholeSettings[];
  readonly data: PreparedData;
  /** The cost that is minimised. */
  readonly objective: LinearObjective;
  /** W and b of each run. */
  readonly parameters: ParameterStack;
  readonly sampler: Sampler;
  readonly solver: Solver;
  readonly runs: readonly Run[];
  /** The position in the training; updated as it advances. */
  readonly progress: Progress;
}

/**
 * Prepares a training, as a cooperative task. Its seeded generator draws W, then the order of each
 * epoch. Each run has the bits that it would have alone.
 *
 * @param given    the settings of each run, which differ only in those of scope `run`
 * @param planned  the execution plan; by default the best for this shape on the backend
 * @param all      the processes that share the rows; by default this one has them
 * @throws TypeError or RangeError naming the invalid setting, or field of the data
 */
export function* preparingJob(
  backend: Backend,
  data: AnyTrainingData,
  given: readonly object[],
  planned?: Plan,
  all: Communicator = ALONE,
): Task<Job> {
  assertTraining(data, given);
  const prepared = yield* preparingData(data, given[0]);
  const settings = given.map((own) => wholeSettings(own, SETTINGS, data.training));
  const [{ seed, dtype, loss, labelSmoothing, solver }] = settings;

  const K = data.training.classes.length;
  const d = data.training.features;
  const shape = { classes: K, features: d, dtype };
  const plan = planned ?? (yield* backend.planning(shape));
  const generator = defaultRng(seed);
  const initial = yield* Parameters.drawing(K, d, dtype, generator);
  const parameters = new ParameterStack(settings.length, K, d, dtype, backend);
  for (const member of parameters.members) member.assign(initial.values);
  yield;

  const objective = new LinearObjective(backend, parameters, {
    objective: { loss, labelSmoothing },
    lambdas: settings.map(({ lambda }) => lambda),
    plan,
  });
  const sampler = new Sampler(prepared.rows, settings[0], generator.saveState(), all);
  return {
    backend,
    all,
    settings,
    data: prepared,
    objective,
    parameters,
    sampler,
    solver: SOLVERS[solver]({
      ...{ all, backend, objective, parameters, sampler, settings, source: prepared.rows },
      zeros: () => zerosLike(parameters, backend),
    }),
    runs: settings.map((own) => new Run(own)),
    progress: { epoch: 0, step: 0 },
  };
}

/**
 * Makes a job with other λ on the same data, which goes on from the parameters as they are. The two
 * share them, so the first must have ended.
 *
 * @param lambdas  of each run
 */
export function successorOf(job: Job, lambdas: readonly number[]): Job {
  const { parameters } = job;
  const settings = job.settings.map((own, m) => ({ ...own, lambda: lambdas[m] }));
  const objective = job.objective.withLambdas(lambdas);
  const source = job.data.rows;
  const zeros = (): ParameterStack => zerosLike(parameters, job.backend);
  const parts = { ...job, objective, settings, source, zeros };
  const solver = job.solver.successor?.(parts) ?? SOLVERS[settings[0].solver](parts);
  const runs = settings.map((own) => new Run(own));
  return { ...job, settings, objective, solver, runs, progress: { epoch: 0, step: 0 } };
}

function zerosLike({ classes, features, members, dtype }: Stack, backend: Backend): ParameterStack {
  return new ParameterStack(members.length, classes, features, dtype, backend);
}

/** Returns true once a step has been made. */
export function hasBegun({ progress }: Job): boolean {
  return progress.epoch > 0 || progress.step > 0;
}

/** Samples evaluated between two yields of a task, and multiplications: some 20 ms on one core. */
const EVALUATED_TOGETHER = { samples: 512, products: 2 ** 28 };

/** Returns the number of samples to evaluate between two yields: fewer of wide models. */
function evaluationSlice({ classes, features, members }: Stack): number {
  const { samples, products } = EVALUATED_TOGETHER;
  const ofSample = classes * features * members.length;
  return Math.max(1, Math.min(samples, Math.floor(products / ofSample)));
}

/**
 * Adds each run's predictions for the rows of a source to its metrics, as a cooperative task.
 *
 * @param all  the processes that share the rows, each of which gets the metrics of all; by default this
 *             one has them
 */
export function* evaluating(
  { objective, parameters }: Pick<Job, 'objective'> & { readonly parameters: Stack },
  metrics: readonly Metrics[],
  source: RowSource,
  all: Communicator = ALONE,
): Task<void> {
  for (const part of slicesOf(shareOfRows(source, all), evaluationSlice(parameters))) {
    if (part instanceof Promise) {
      yield part;
      continue;
    }
    objective.evaluate(metrics, parameters, [part]);
    yield;
  }
  if (all.size === 1) return;
  const sums = metrics.map((one) => one.sums());
  yield* summing(all, ...sums);
  metrics.forEach((one, m) => one.takeSums(sums[m]));
}

/** Predicts other data with each run's current model, as a cooperative task. */
export function* predicting(job: Job, set: DataSet): Task<RecordedPredictions[]> {
  const { data, settings, parameters } = job;
  const prepared = yield* preparingSet(data, set, settings[0].dtype);
  const predictions = settings.map(() => new RecordedPredictions(parameters.classes));
  yield* evaluating(job, predictions, prepared);
  return predictions;
}

import type { Backend } from '../../src/backend';
import {
  rowsOf,
  samplesInMemory,
  Standardiser,
  StandardisedSet,
  type Batch,
  type DataSet,
  type RowSource,
  type Samples,
} from '../../src/data';
import {
  LinearObjective,
  type Evaluation,
  type Parameters,
  type Stack,
  type Metrics,
  type StepRule,
} from '../../src/model';
import { finish } from '../../src/tasks';
import {
  preparingJob,
  type Job,
  type PreparedData,
  type TrainingData,
  type TrainingSettings,
} from '../../src/training';

/** Prepares a training, like `createJob` of the doctor's subject. */
export type CreateJob = (backend: Backend, data: TrainingData, settings: TrainingSettings) => Job;

/** Prepares a correct training. */
const right: CreateJob = (backend, data, settings) =>
  finish(preparingJob(backend, data, [settings]));

/** A correct training with some of its data replaced. */
function withData(change: (data: PreparedData) => Partial<PreparedData>): CreateJob {
  return (backend, data, settings) => {
    const job = right(backend, data, settings);
    return { ...job, data: { ...job.data, ...change(job.data) } };
  };
}

/** A training that minimises another cost. */
export function withObjective(Objective: typeof LinearObjective): CreateJob {
  return (backend, data, settings) => {
    const job = right(backend, data, settings);
    // The solver has the same object.
    Object.setPrototypeOf(job.objective, Objective.prototype);
    return job;
  };
}

/** A set whose gathered features are changed by `change`. */
function changed(
  source: RowSource,
  change: (x: number, byte: number, feature: number) => number,
): RowSource {
  const right = samplesInMemory(source);
  const { set } = right as Samples & { readonly set: DataSet<Uint8Array> };
  const gather: Samples['gather'] = (rows, first, count, X, y) => {
    right.gather(rows, first, count, X, y);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < set.features; j++) {
        const byte = set.X[rows[first + i] * set.features + j];
        X[i * set.features + j] = change(X[i * set.features + j], byte, j);
      }
    }
  };
  const samples = Object.assign(Object.create(right) as Samples, { gather });
  return rowsOf({ samples, rows: source.rows });
}

/** A training that changes the parameters after each correct step. */
function withStep(
  wrong: (flat: Float64Array, before: Float64Array, parameters: Parameters) => void,
): CreateJob {
  return withObjective(
    class extends LinearObjective {
      override step(gradients: Stack, parameters: Stack, batch: Batch, update: StepRule): void {
        const [own] = parameters.members;
        const flat = own.values as Float64Array;
        const before = flat.slice();
        super.step(gradients, parameters, batch, update);
        wrong(flat, before, own);
      }
    },
  );
}

/** A training that starts from other parameters. */
function withInitial(change: (initial: Parameters) => void): CreateJob {
  return (...subject) => {
    const job = right(...subject);
    change(job.parameters.members[0]);
    return job;
  };
}

/** A training with another evaluation of epochs; `lastStart` has the parameters before its last step. */
function withEpochs(
  evaluate: (
    job: Job,
    set: Samples,
    lastStart: Float64Array,
    right: (set: Samples) => void,
  ) => void,
): CreateJob {
  return (...subject) => {
    const job = right(...subject);
    const { data, objective, progress } = job;
    const flat = job.parameters.members[0].values as Float64Array;
    let lastStart = flat.slice();
    const step = objective.step.bind(objective);
    const evaluated = objective.evaluate.bind(objective);
    objective.step = (...step_) => {
      lastStart = flat.slice();
      step(...step_);
    };
    objective.evaluate = (metrics, parameters, batch) => {
      const [rows] = batch;
      const rightly = (samples: Samples): void =>
        evaluated(metrics, parameters, [{ ...rows, samples }]);
      const sets = [data.rows, data.validation!].map(samplesInMemory);
      const isOfEpoch = progress.step > 0 && sets.includes(rows.samples);
      if (isOfEpoch) evaluate(job, rows.samples, lastStart, rightly);
      else rightly(rows.samples);
    };
    return job;
  };
}

/** A training whose mean loss over n samples is changed by `change`. */
const withLoss = (change: (loss: number, n: number) => number): CreateJob =>
  withObjective(
    class extends LinearObjective {
      override evaluation(metrics: Metrics, parameters: Stack): Evaluation {
        const right = super.evaluation(metrics, parameters);
        const n = metrics.outputs().predicted.reduce((sum, count) => sum + count, 0);
        const loss = change(right.loss, n);
        return { ...right, loss, cost: right.cost - right.loss + loss };
      }
    },
  );

const own = (set: DataSet): RowSource =>
  rowsOf({ samples: new StandardisedSet(set, Standardiser.fit(set)), rows: set.samples });

/** Trainings with one mistake each outside the gradient, by its name. */
export const BROKEN_TRAININGS: Readonly<Record<string, CreateJob>> = {
  'validation data as bytes': withData(({ validation }) => ({
    validation: changed(validation!, (_, byte) => byte),
  })),
  'validation data scaled to [0, 1]': withData(({ validation }) => ({
    validation: changed(validation!, (_, byte) => byte / 255),
  })),
  'validation data by their own vectors': withData(({ given }) => ({
    validation: own(given.validation!),
  })),
  'training data scaled to [0, 1]': withData(({ rows }) => ({
    rows: changed(rows, (_, byte) => byte / 255),
  })),
  'mean not subtracted': withData(({ rows, standardiser: { mean, deviation } }) => ({
    rows: changed(rows, (x, _, j) => x + mean[j] / deviation[j]),
  })),
  'not divided by the deviation': withData(({ rows, standardiser: { deviation } }) => ({
    rows: changed(rows, (x, _, j) => x * deviation[j]),
  })),
  'n − 1 for n': withData(({ rows }) => {
    const n = rows.rows;
    return { rows: changed(rows, (x) => x * Math.sqrt((n - 1) / n)) };
  }),
  'vectors that are kept wrong': withData(({ standardiser }) => ({
    standardiser: Object.assign(Object.create(standardiser) as Standardiser, {
      mean: standardiser.mean.map((mu) => 255 * mu),
    }),
  })),
  'update uphill': withStep((flat, before) =>
    flat.forEach((theta, i) => (flat[i] = 2 * before[i] - theta)),
  ),
  'learning rate forgotten': withStep((flat, before) =>
    flat.forEach((theta, i) => (flat[i] = before[i] + (theta - before[i]) / 1e-3)),
  ),
  'bias not updated': withStep((flat, before, parameters) =>
    flat.set(before.subarray(parameters.weights.length), parameters.weights.length),
  ),
  'decay applied twice': withStep((flat, before, parameters) => {
    for (let i = 0; i < parameters.weights.length; i++) flat[i] -= 1e-4 * before[i];
  }),
  'no update': withStep((flat, before) => flat.set(before)),
  'last mini-batch dropped': (backend, data, settings) => {
    const job = right(backend, data, settings);
    const { sampler } = job;
    const batches = sampler.batches.bind(sampler);
    sampler.batches = function* (from) {
      for (const batch of batches(from)) {
        if (!(batch instanceof Promise) && batch[0].count === settings.batchSize) yield batch;
      }
    };
    return job;
  },
  'not shuffled': (backend, data, settings) =>
    right(backend, data, { ...settings, shuffle: false }),
  'another seed': (backend, data, settings) =>
    right(backend, data, { ...settings, seed: settings.seed + 1 }),
  'validation curve of the training data': withEpochs((job, _set, _lastStart, evaluate) =>
    evaluate(samplesInMemory(job.data.rows)),
  ),
  'curves before the last step': withEpochs((job, set, lastStart, evaluate) => {
    const flat = job.parameters.members[0].values as Float64Array;
    const now = flat.slice();
    flat.set(lastStart);
    evaluate(set);
    flat.set(now);
  }),
  'initial weights 100 times too large': withInitial(({ weights }) =>
    weights.forEach((w, i) => (weights[i] = 100 * w)),
  ),
  'large initial bias of a class': withInitial(({ bias }) => bias.fill(5, 1, 2)),
  'mean forgotten in the loss': withLoss((loss, n) => n * loss),
  'loss of clipped probabilities': withLoss((loss) => Math.min(loss, -Math.log(1e-12))),
};

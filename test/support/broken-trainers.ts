import type { Backend } from '../../src/backend';
import {
  miniBatches,
  Standardiser,
  StandardisedSet,
  type DataSet,
  type Samples,
} from '../../src/data';
import { LinearModel, type Evaluation, type Parameters, type Tally } from '../../src/model';
import {
  Trainer,
  type EpochRecord,
  type TrainingData,
  type TrainingSettings,
  withValidation,
} from '../../src/training';

/** Makes a trainer, as the doctor's subject does. */
export type CreateTrainer = (
  backend: Backend,
  data: TrainingData,
  settings: TrainingSettings,
) => Trainer;

type Fields = Partial<Record<'classifier' | 'training' | 'validation' | 'standardiser', unknown>>;

/** A right trainer with some of its fields replaced. */
function replacing(fields: (trainer: Trainer, backend: Backend) => Fields): CreateTrainer {
  return (backend, data, settings) => {
    const trainer = new Trainer(backend, data, settings);
    return Object.assign(trainer, fields(trainer, backend));
  };
}

/** A trainer with another classifier of the same parameters. */
export function withClassifier(
  Classifier: new (parameters: Parameters, backend: Backend) => LinearModel,
): CreateTrainer {
  return replacing(({ classifier }, backend) => ({
    classifier: new Classifier(classifier.parameters, backend),
  }));
}

/** A set whose features go through `change` after they are gathered. */
function changed(
  right: StandardisedSet,
  change: (x: number, byte: number, feature: number) => number,
): StandardisedSet {
  const { set } = right;
  const gather: Samples['gather'] = (rows, first, count, X, y) => {
    right.gather(rows, first, count, X, y);
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < set.features; j++) {
        const byte = set.X[rows[first + i] * set.features + j];
        X[i * set.features + j] = change(X[i * set.features + j], byte, j);
      }
    }
  };
  return Object.assign(Object.create(right) as StandardisedSet, { gather });
}

/** A step that does something to the parameters after the right one. */
function withStep(
  wrong: (slab: Float64Array, before: Float64Array, trainer: Trainer) => void,
): CreateTrainer {
  return (backend, data, settings) => {
    const trainer = new Trainer(backend, data, settings);
    const right = trainer.step.bind(trainer);
    trainer.step = (batch) => {
      const slab = trainer.classifier.parameters.values as Float64Array;
      const before = slab.slice();
      right(batch);
      wrong(slab, before, trainer);
    };
    return trainer;
  };
}

/** A trainer that starts from other parameters. */
function withInitial(change: (initial: Parameters) => void): CreateTrainer {
  return (backend, data, settings) => {
    const trainer = new Trainer(backend, data, settings);
    change(trainer.classifier.parameters);
    return trainer;
  };
}

/** A trainer whose epochs are recorded otherwise; `lastStart` is what its last step began with. */
function withRecord(
  change: (right: EpochRecord, trainer: Trainer, lastStart: Float64Array) => Partial<EpochRecord>,
): CreateTrainer {
  return (backend, data, settings) => {
    const trainer = new Trainer(backend, data, settings);
    const step = trainer.step.bind(trainer);
    const epochs = trainer.epochs.bind(trainer);
    const slab = trainer.classifier.parameters.values as Float64Array;
    let lastStart = slab.slice();
    trainer.step = (batch) => {
      lastStart = slab.slice();
      step(batch);
    };
    trainer.epochs = async function* (signal) {
      for await (const right of epochs(signal)) {
        yield { ...right, ...change(withValidation(right), trainer, lastStart) };
      }
    };
    return trainer;
  };
}

/** Both curves of a model that has yet to take the epoch's last step. */
function beforeLastStep(_: EpochRecord, trainer: Trainer, lastStart: Float64Array) {
  const { classifier, training, validation } = trainer;
  const slab = classifier.parameters.values as Float64Array;
  const now = slab.slice();
  slab.set(lastStart);
  const [train, held] = [training, validation!].map((set) =>
    classifier.evaluate(set, set.inOrder, 0.1),
  );
  slab.set(now);
  return { train, validation: held };
}

/** A trainer whose mean loss over n samples goes through `change`. */
const withLoss = (change: (loss: number, n: number) => number): CreateTrainer =>
  withClassifier(
    class extends LinearModel {
      override evaluation(tally: Tally, lambda: number): Evaluation {
        const right = super.evaluation(tally, lambda);
        const n = tally.outputs().predicted.reduce((sum, count) => sum + count, 0);
        const loss = change(right.loss, n);
        return { ...right, loss, cost: right.cost - right.loss + loss };
      }
    },
  );

const own = (set: DataSet): StandardisedSet => new StandardisedSet(set, Standardiser.fit(set));

/** Trainers with a mistake each in what surrounds the classifier, by the mistake. */
export const BROKEN_TRAINERS: Readonly<Record<string, CreateTrainer>> = {
  'validation data as bytes': replacing(({ validation }) => ({
    validation: changed(validation!, (_, byte) => byte),
  })),
  'validation data scaled to [0, 1]': replacing(({ validation }) => ({
    validation: changed(validation!, (_, byte) => byte / 255),
  })),
  'validation data by their own vectors': replacing(({ validation }) => ({
    validation: own(validation!.set),
  })),
  'training data scaled to [0, 1]': replacing(({ training }) => ({
    training: changed(training, (_, byte) => byte / 255),
  })),
  'mean not subtracted': replacing(({ training, standardiser: { mean, deviation } }) => ({
    training: changed(training, (x, _, j) => x + mean[j] / deviation[j]),
  })),
  'not divided by the deviation': replacing(({ training, standardiser: { deviation } }) => ({
    training: changed(training, (x, _, j) => x * deviation[j]),
  })),
  'n − 1 for n': replacing(({ training }) => {
    const n = training.set.samples;
    return { training: changed(training, (x) => x * Math.sqrt((n - 1) / n)) };
  }),
  'vectors that are kept wrong': replacing(({ standardiser }) => ({
    standardiser: Object.assign(Object.create(standardiser) as Standardiser, {
      mean: standardiser.mean.map((mu) => 255 * mu),
    }),
  })),
  'update uphill': withStep((slab, before) =>
    slab.forEach((theta, i) => (slab[i] = 2 * before[i] - theta)),
  ),
  'learning rate forgotten': withStep((slab, before) =>
    slab.forEach((theta, i) => (slab[i] = before[i] + (theta - before[i]) / 1e-3)),
  ),
  'bias not updated': withStep((slab, before, { classifier: { parameters } }) =>
    slab.set(before.subarray(parameters.weights.length), parameters.weights.length),
  ),
  'decay applied twice': withStep((slab, before, { classifier: { parameters } }) => {
    for (let i = 0; i < parameters.weights.length; i++) slab[i] -= 1e-4 * before[i];
  }),
  'no update': withStep((slab, before) => slab.set(before)),
  'last mini-batch dropped': (backend, data, settings) => {
    const trainer = new Trainer(backend, data, settings);
    const right = trainer.step.bind(trainer);
    const [first] = miniBatches(trainer.training.inOrder, settings.batchSize);
    trainer.step = (batch) => {
      if (batch.length >= first.length) right(batch);
    };
    return trainer;
  },
  'not shuffled': (backend, data, settings) =>
    new Trainer(backend, data, { ...settings, shuffle: false }),
  'another seed': (backend, data, settings) =>
    new Trainer(backend, data, { ...settings, seed: settings.seed + 1 }),
  'validation curve of the training data': withRecord(({ train }) => ({ validation: train })),
  'curves before the last step': withRecord(beforeLastStep),
  'initial weights 100 times too large': withInitial(({ weights }) =>
    weights.forEach((w, i) => (weights[i] = 100 * w)),
  ),
  'large initial bias of a class': withInitial(({ bias }) => bias.fill(5, 1, 2)),
  'mean forgotten in the loss': withLoss((loss, n) => n * loss),
  'loss of clipped probabilities': withLoss((loss) => Math.min(loss, -Math.log(1e-12))),
};

import type { Backend } from '../../src/backend';
import {
  miniBatches,
  Standardiser,
  StandardisedSet,
  type DataSet,
  type Samples,
} from '../../src/data';
import { Parameters, type SoftmaxClassifier } from '../../src/model';
import { Trainer, type TrainingData, type TrainingSettings } from '../../src/training';

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
  Classifier: new (parameters: Parameters, backend: Backend) => SoftmaxClassifier,
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
        const byte = set.pixels[rows[first + i] * set.features + j];
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
      const slab = trainer.classifier.parameters.slab as Float64Array;
      const before = slab.slice();
      right(batch);
      wrong(slab, before, trainer);
    };
    return trainer;
  };
}

const own = (set: DataSet): StandardisedSet => new StandardisedSet(set, Standardiser.fit(set));

/** Trainers with a mistake each in what surrounds the classifier, by the mistake. */
export const BROKEN_TRAINERS: Readonly<Record<string, CreateTrainer>> = {
  'validation data as bytes': replacing(({ validation }) => ({
    validation: changed(validation, (_, byte) => byte),
  })),
  'validation data scaled to [0, 1]': replacing(({ validation }) => ({
    validation: changed(validation, (_, byte) => byte / 255),
  })),
  'validation data by their own vectors': replacing(({ validation }) => ({
    validation: own(validation.set),
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
  'validation curve of the training data': (backend, { training }, settings) =>
    new Trainer(backend, { training, validation: training }, settings),
  'initial weights 100 times too large': (backend, data, settings) => {
    const trainer = new Trainer(backend, data, settings);
    const { weights } = trainer.classifier.parameters;
    weights.forEach((w, i) => (weights[i] = 100 * w));
    return trainer;
  },
};

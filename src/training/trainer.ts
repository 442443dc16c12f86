import type { Backend } from '../backend';
import { assertDataSet, assertLike, Standardiser, StandardisedSet, type DataSet } from '../data';
import {
  Parameters,
  plainUpdate,
  Predictions,
  LinearModel,
  Tally,
  type Evaluation,
} from '../model';
import { defaultRng, type Generator } from '../random';
import { Breather } from '../pacing';
import { answerAll, trainEpochs, type Learner, type Trainee } from './epochs';
import { updateRatio } from './update-ratio';
import type { EpochRecord } from './run-record';
import { assertSettings, type TrainingSettings } from './settings';

/** The data sets that training sees. */
export interface TrainingData {
  readonly training: DataSet;
  readonly validation: DataSet;
}

/** Where a trainer keeps its parameters and their gradient, if not in arrays of its own. */
export interface Place {
  readonly parameters: Parameters;
  readonly gradient: Parameters;
}

/**
 * Mini-batch gradient descent of a softmax classifier.
 *
 * One seeded generator draws W and then, if the samples are shuffled, a permutation of them at the
 * start of each epoch; mini-batches are consecutive slices. All data are standardised by the
 * training set's mean and standard deviation.
 */
export class Trainer implements Learner, Trainee {
  readonly classifier: LinearModel;
  readonly standardiser: Standardiser;
  /** The data sets as the model sees them. */
  readonly training: StandardisedSet;
  readonly validation: StandardisedSet;
  readonly trainers: readonly Trainer[] = [this];
  private readonly gradient: Parameters;
  private readonly generator: Generator;
  /** The order of the samples in an epoch: n. */
  private readonly order: Uint32Array;

  /** Throws a `TypeError` or `RangeError` that names the setting, or the field of the data, that is no good. */
  constructor(
    backend: Backend,
    data: TrainingData,
    readonly settings: TrainingSettings,
    place?: Place,
  ) {
    assertDataSet('training', data.training);
    assertLike('validation', data.validation, data.training);
    assertSettings(settings, data.training.samples);
    this.standardiser = Standardiser.fit(data.training);
    this.training = new StandardisedSet(data.training, this.standardiser);
    this.validation = new StandardisedSet(data.validation, this.standardiser);
    this.order = this.training.inOrder.slice();

    const classes = data.training.classes.length;
    const { features } = data.training;
    const { precision, seed } = settings;
    this.generator = defaultRng(seed);
    const initial = Parameters.draw(classes, features, precision, this.generator);
    const own = (): Parameters => Parameters.zeros(classes, features, precision, backend);
    const { parameters, gradient } = place ?? { parameters: own(), gradient: own() };
    parameters.slab.set(initial.slab);
    this.classifier = new LinearModel(parameters, backend);
    this.gradient = gradient;
  }

  /** Trains, and hands out what came of each epoch: see `trainEpochs`. */
  async *epochs(signal?: AbortSignal): AsyncGenerator<EpochRecord, void, void> {
    for await (const [record] of trainEpochs(this, signal)) yield record;
  }

  /** Evaluates the classifier as it is now on other data, e.g. the test set. */
  async evaluate(set: DataSet, signal?: AbortSignal): Promise<Evaluation> {
    return this.evaluation(await this.predict(set, signal));
  }

  /** What the classifier as it is now answers to each sample of other data. */
  async predict(set: DataSet, signal?: AbortSignal): Promise<Predictions> {
    const predictions = new Predictions(this.classifier.parameters.classes);
    await answerAll(this, [predictions], this.standardised(set), new Breather(signal));
    return predictions;
  }

  /** Other data as the model sees them. */
  standardised(set: DataSet): StandardisedSet {
    assertLike('set', set, this.training.set);
    return new StandardisedSet(set, this.standardiser);
  }

  /** What a tally comes to, with the penalty of the weights as they are now. */
  evaluation(tally: Tally): Evaluation {
    return this.classifier.evaluation(tally, this.settings.lambda);
  }

  /** One step of gradient descent on a mini-batch of the training set. */
  step(batch: Uint32Array): void {
    const { lambda, eta } = this.settings;
    const update = plainUpdate(Float64Array.of(eta));
    this.classifier.step(this.gradient, this.training, batch, lambda, update);
  }

  answers([tally]: readonly Tally[], data: StandardisedSet, numbers: Uint32Array): void {
    this.classifier.tally(tally, data, numbers);
  }

  newTally(): Tally {
    return new Tally(this.classifier.parameters.classes);
  }

  nextOrder(): Uint32Array {
    if (this.settings.shuffle) this.permute(this.order);
    return this.order;
  }

  figures(train: Tally, validation: Tally): Omit<EpochRecord, 'epoch' | 'seconds'> {
    return {
      train: this.evaluation(train),
      validation: this.evaluation(validation),
      outputs: train.outputs(),
      updateRatio: updateRatio(this.classifier.parameters, this.gradient, this.settings.eta),
    };
  }

  /** NumPy's `permutation(n)`, without allocating: shuffled from the samples' own order. */
  private permute(order: Uint32Array): void {
    order.set(this.training.inOrder);
    this.generator.shuffle(order);
  }
}

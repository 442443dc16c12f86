import type { Backend } from '../backend';
import {
  assertDataSet,
  assertLike,
  miniBatches,
  Standardiser,
  StandardisedSet,
  type DataSet,
} from '../data';
import { Parameters, Predictions, SoftmaxClassifier, Tally, type Evaluation } from '../model';
import { defaultRng, type Generator } from '../random';
import { Breather } from './breather';
import { descend, updateRatio } from './gradient-descent';
import type { EpochRecord } from './run-record';
import { assertSettings, type TrainingSettings } from './settings';

/** Samples that are evaluated between two breaths of the event loop. */
const EVALUATION_SLICE = 500;

/** The data sets that training sees. */
export interface TrainingData {
  readonly training: DataSet;
  readonly validation: DataSet;
}

/**
 * Mini-batch gradient descent of a softmax classifier.
 *
 * One seeded generator draws W and then, if the samples are shuffled, a permutation of them at the
 * start of each epoch; mini-batches are consecutive slices. All data are standardised by the
 * training set's mean and standard deviation.
 */
export class Trainer {
  readonly classifier: SoftmaxClassifier;
  readonly standardiser: Standardiser;
  /** The data sets as the model sees them. */
  readonly training: StandardisedSet;
  readonly validation: StandardisedSet;
  private readonly gradient: Parameters;
  private readonly generator: Generator;
  private readonly settings: TrainingSettings;
  /** The order of the samples in an epoch: n. */
  private readonly order: Uint32Array;

  /** Throws a `TypeError` or `RangeError` that names the setting, or the field of the data, that is no good. */
  constructor(backend: Backend, data: TrainingData, settings: TrainingSettings) {
    assertDataSet('training', data.training);
    assertLike('validation', data.validation, data.training);
    assertSettings(settings, data.training.samples);
    this.settings = settings;
    this.standardiser = Standardiser.fit(data.training);
    this.training = new StandardisedSet(data.training, this.standardiser);
    this.validation = new StandardisedSet(data.validation, this.standardiser);
    this.order = this.training.inOrder.slice();

    const classes = data.training.classes.length;
    const { features } = data.training;
    const { precision, seed } = settings;
    this.generator = defaultRng(seed);
    const initial = Parameters.draw(classes, features, precision, this.generator);
    this.classifier = new SoftmaxClassifier(initial, backend);
    this.gradient = new Parameters(classes, features, precision);
  }

  /**
   * Trains, and hands out what came of each epoch.
   *
   * The event loop turns every few hundredths of a second meanwhile. Throws the signal's reason
   * soon after it is aborted.
   */
  async *epochs(signal?: AbortSignal): AsyncGenerator<EpochRecord, void, void> {
    const breather = new Breather(signal);
    for (let epoch = 1; epoch <= this.settings.epochs; epoch++) {
      const start = performance.now();
      await this.trainOneEpoch(breather);
      const trained = performance.now();
      const trainTally = await this.answer(this.newTally(), this.training, breather);
      const validationTally = await this.answer(this.newTally(), this.validation, breather);
      const evaluated = performance.now();

      yield {
        epoch,
        train: this.evaluation(trainTally),
        validation: this.evaluation(validationTally),
        outputs: trainTally.outputs(),
        updateRatio: updateRatio(this.classifier.parameters, this.gradient, this.settings.eta),
        seconds: {
          training: (trained - start) / 1000,
          evaluation: (evaluated - trained) / 1000,
        },
      };
    }
  }

  /** Evaluates the classifier as it is now on other data, e.g. the test set. */
  async evaluate(set: DataSet, signal?: AbortSignal): Promise<Evaluation> {
    return this.evaluation(await this.predict(set, signal));
  }

  /** What the classifier as it is now answers to each sample of other data. */
  async predict(set: DataSet, signal?: AbortSignal): Promise<Predictions> {
    assertLike('set', set, this.training.set);
    const standardised = new StandardisedSet(set, this.standardiser);
    const predictions = new Predictions(this.classifier.parameters.classes);
    return this.answer(predictions, standardised, new Breather(signal));
  }

  /** What a tally comes to, with the penalty of the weights as they are now. */
  evaluation(tally: Tally): Evaluation {
    return this.classifier.evaluation(tally, this.settings.lambda);
  }

  /** One step of gradient descent on a mini-batch of the training set. */
  step(batch: Uint32Array): void {
    const { classifier, gradient, training } = this;
    const { lambda, eta } = this.settings;
    classifier.costGradient(gradient, training, batch, lambda);
    descend(classifier.parameters, gradient, eta);
  }

  private async trainOneEpoch(breather: Breather): Promise<void> {
    const { batchSize, shuffle } = this.settings;
    if (shuffle) this.permute(this.order);
    for (const batch of miniBatches(this.order, batchSize)) {
      this.step(batch);
      await breather.breathe();
    }
  }

  /** NumPy's `permutation(n)`, without allocating: shuffled from the samples' own order. */
  private permute(order: Uint32Array): void {
    order.set(this.training.inOrder);
    this.generator.shuffle(order);
  }

  private newTally(): Tally {
    return new Tally(this.classifier.parameters.classes);
  }

  /** Adds the answers to all samples to a tally, and hands it back. */
  private async answer<Kind extends Tally>(
    tally: Kind,
    data: StandardisedSet,
    breather: Breather,
  ): Promise<Kind> {
    for (const samples of miniBatches(data.inOrder, EVALUATION_SLICE)) {
      this.classifier.tally(tally, data, samples);
      await breather.breathe();
    }
    return tally;
  }
}

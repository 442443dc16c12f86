import type { Backend, Plan } from '../backend';
import {
  assertFiniteFeatures,
  assertingFinite,
  assertLike,
  Standardiser,
  StandardisedSet,
  withFlips,
  type DataSet,
} from '../data';
import {
  LinearModel,
  Parameters,
  Predictions,
  Tally,
  type Evaluation,
  type Momentum,
  type Update,
} from '../model';
import { Breather, finish, type Steps } from '../pacing';
import { Generator } from '../random';
import { EpochOrder } from './epoch-order';
import { answerAll, trainEpochs, type Learner, type Trainee } from './epochs';
import { preparing, type AnyTrainingData } from './prepare';
import { drawingInitial, type Initial } from './initial';
import { RunCourse } from './run-course';
import type { AnyEpochRecord } from './run-record';
import { sampleWeights, weightsOfClasses } from './sample-weights';
import { learningRate, type Place } from './schedule';
import { wholeSettings, type TrainingSettings, type WholeSettings } from './settings';
import { stepNorm, weightNorm } from './update-ratio';

export type { AnyTrainingData, TrainingData } from './prepare';

/** Where a trainer keeps its arrays, if not in those of its own, and how its samples pass. */
export interface TrainerParts {
  readonly parameters?: Parameters;
  readonly gradient?: Parameters;
  readonly velocity?: Parameters;
  readonly plan?: Plan;
  /** As `drawingInitial` draws it for the settings; drawn at once unless given. */
  readonly initial?: Initial;
}

/** The very first step. */
const START: Place = { step: 0, stepsPerEpoch: 1, epochs: 1 };

/**
 * Mini-batch gradient descent of a linear model.
 *
 * One seeded generator draws W and then, at the start of each epoch, a permutation of the samples if
 * they are shuffled, and a number for each if they are mirrored at random; mini-batches are
 * consecutive slices. All data are standardised by the training set's mean and standard deviation.
 */
export class Trainer implements Learner, Trainee {
  readonly settings: WholeSettings;
  readonly classifier: LinearModel;
  readonly standardiser: Standardiser;
  /** The data sets as the model sees them; mirrored images come after all others. */
  readonly training: StandardisedSet;
  readonly validation: StandardisedSet | null;
  readonly trainers: readonly Trainer[] = [this];
  readonly course: RunCourse;
  readonly order: EpochOrder;
  /** The numbers of the training samples as they came: n. */
  readonly trainingNumbers: Uint32Array;
  /** v of momentum; null without. */
  readonly velocity: Parameters | null;
  private readonly classWeights: readonly number[] | null;
  private readonly gradient: Parameters;
  /** η of the last step. */
  private lastEta: number;
  /** η ‖dW‖ of the last step, where that was made before the training was kept. */
  private keptStepNorm: number | null = null;

  /** Throws a `TypeError` or `RangeError` that names the setting, or the field of the data, that is no good. */
  constructor(
    backend: Backend,
    data: AnyTrainingData,
    settings: TrainingSettings,
    parts: TrainerParts = {},
  ) {
    finish(preparing(backend, data, settings));
    this.settings = wholeSettings(settings);
    const { precision, standardise, horizontalFlips, classWeights } = this.settings;
    const seen = horizontalFlips ? withFlips(data.training) : data.training;
    this.classWeights = classWeights && weightsOfClasses(classWeights, data.training);
    this.standardiser = standardise ? Standardiser.fit(seen) : Standardiser.none(seen);
    this.training = this.seen(seen);
    this.validation = data.validation ? this.seen(data.validation) : null;
    this.trainingNumbers = this.training.inOrder.subarray(0, data.training.samples);

    const classes = data.training.classes.length;
    const { features } = data.training;
    const { initial = finish(drawingInitial(data.training, this.settings)) } = parts;
    const generator = Generator.restore(initial.generator);
    this.order = new EpochOrder(generator, this.trainingNumbers, this.settings);
    const own = (): Parameters => Parameters.zeros(classes, features, precision, backend);
    const { parameters = own(), gradient = own(), plan } = parts;
    parameters.assign(initial.parameters.values);
    const { loss, labelSmoothing } = this.settings;
    this.classifier = new LinearModel(parameters, backend, {
      objective: { loss, labelSmoothing },
      plan,
    });
    this.gradient = gradient;
    this.velocity = this.settings.momentum > 0 ? (parts.velocity ?? own()) : null;
    this.course = new RunCourse(this.settings, parameters);
    this.lastEta = this.settings.eta;
  }

  /** Trains, and hands out what came of each epoch: see `trainEpochs`. */
  async *epochs(signal?: AbortSignal): AsyncGenerator<AnyEpochRecord, void, void> {
    for await (const [record] of trainEpochs(this, { signal })) yield record;
  }

  /** Evaluates the classifier as it is now on other data, e.g. the test set. */
  async evaluate(set: DataSet, signal?: AbortSignal): Promise<Evaluation> {
    return this.evaluation(await this.predict(set, signal));
  }

  /** What the classifier as it is now answers to each sample of other data. */
  async predict(set: DataSet, signal?: AbortSignal): Promise<Predictions> {
    const predictions = new Predictions(this.classifier.parameters.classes);
    const breather = new Breather(signal);
    assertLike('set', set, this.training.set);
    await breather.through(assertingFinite('set', set));
    const data = this.standardised(set);
    await breather.through(data.copying(this.settings.precision));
    await answerAll(this, [predictions], data, data.inOrder, breather);
    return predictions;
  }

  /** Other data as the model sees them. */
  standardised(set: DataSet): StandardisedSet {
    assertLike('set', set, this.training.set);
    assertFiniteFeatures('set', set);
    return this.seen(set);
  }

  /** What a tally comes to, with the penalty of the weights as they are now. */
  evaluation(tally: Tally): Evaluation {
    return this.classifier.evaluation(tally, this.settings.lambda);
  }

  *preparing(): Steps<void> {
    for (const set of [this.training, this.validation]) {
      if (set !== null) yield* set.copying(this.settings.precision);
    }
  }

  /** One step of gradient descent on a mini-batch of the training set. */
  step(batch: Uint32Array, place: Place = START): void {
    const { lambda } = this.settings;
    const update = this.updateOf(Float64Array.of(this.etaAt(place)));
    this.classifier.step(this.gradient, this.training, batch, lambda, update);
  }

  /** The learning rate of a step. */
  etaAt(place: Place): number {
    const { schedule, eta } = this.settings;
    this.lastEta = learningRate(schedule, eta, place);
    this.keptStepNorm = null;
    return this.lastEta;
  }

  answers([tally]: readonly Tally[], data: StandardisedSet, numbers: Uint32Array): void {
    this.classifier.tally(tally, data, numbers);
  }

  newTally(): Tally {
    return new Tally(this.classifier.parameters.classes);
  }

  nextOrder(isBegun: boolean): Uint32Array {
    return this.order.next(isBegun);
  }

  figures(train: Tally, validation: Tally | null): Omit<AnyEpochRecord, 'epoch' | 'seconds'> {
    return {
      train: this.evaluation(train),
      validation: validation && this.evaluation(validation),
      outputs: train.outputs(),
      updateRatio: this.lastStepNorm / weightNorm(this.classifier.parameters),
    };
  }

  /** η ‖dW‖ of the last step; 0 before the first. */
  get lastStepNorm(): number {
    return this.keptStepNorm ?? stepNorm(this.gradient, this.lastEta);
  }

  restoreStepNorm(norm: number): void {
    this.keptStepNorm = norm;
  }

  private updateOf(etas: Float64Array): Update {
    const { momentum, nesterov }: Momentum = this.settings;
    return { etas, momentum, nesterov, velocities: this.velocity };
  }

  private seen(set: DataSet): StandardisedSet {
    return new StandardisedSet(set, this.standardiser, sampleWeights(set, this.classWeights));
  }
}

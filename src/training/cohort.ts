import type { Backend } from '../backend';
import { assertEqual, assertInteger } from '../errors';
import type { DataSet, StandardisedSet } from '../data';
import { ModelPasses, plainUpdate, ParameterStack, Predictions, type Tally } from '../model';
import { Breather } from '../pacing';
import { answerAll, trainEpochs, type Learner } from './epochs';
import type { EpochRecord } from './run-record';
import type { TrainingSettings } from './settings';
import { Trainer, type TrainingData } from './trainer';

/** What runs must have in common to see the same mini-batches, and to start from the same weights. */
const SHARED = ['epochs', 'batchSize', 'seed', 'shuffle', 'precision'] as const;

/**
 * Runs that see the same mini-batches, trained in step: each mini-batch is gathered and standardised
 * once, for all. Each run comes out as it would alone, to the bit.
 */
export class Cohort implements Learner {
  readonly trainers: readonly Trainer[];
  private readonly passes: ModelPasses;
  private readonly parameters: ParameterStack;
  private readonly gradients: ParameterStack;
  private readonly lambdas: Float64Array;
  private readonly etas: Float64Array;

  /**
   * Throws what `Trainer` throws, and a `RangeError` that names a setting that should be shared and
   * is not.
   */
  constructor(backend: Backend, data: TrainingData, settings: readonly TrainingSettings[]) {
    assertInteger('settings.length', settings.length, 1);
    settings.forEach((own, run) => {
      for (const key of SHARED) {
        assertEqual(`settings[${run}].${key}`, own[key], settings[0][key]);
      }
    });
    const { features, classes } = data.training;
    const stack = (): ParameterStack =>
      new ParameterStack(settings.length, classes.length, features, settings[0].precision, backend);
    this.parameters = stack();
    this.gradients = stack();
    this.trainers = settings.map((own, run) => {
      const parameters = this.parameters.members[run];
      return new Trainer(backend, data, own, {
        parameters,
        gradient: this.gradients.members[run],
      });
    });
    this.lambdas = Float64Array.from(settings, ({ lambda }) => lambda);
    this.etas = Float64Array.from(settings, ({ eta }) => eta);
    this.passes = new ModelPasses(backend, this.parameters);
  }

  /** Trains, and hands out what came of each epoch, for each run: see `trainEpochs`. */
  epochs(signal?: AbortSignal): AsyncGenerator<EpochRecord[], void, void> {
    return trainEpochs(this, signal);
  }

  /** What each run's classifier as it is now answers to other data. */
  async predict(set: DataSet, signal?: AbortSignal): Promise<Predictions[]> {
    const predictions = this.trainers.map(() => new Predictions(this.parameters.classes));
    const data = this.trainers[0].standardised(set);
    await answerAll(this, predictions, data, new Breather(signal));
    return predictions;
  }

  step(batch: Uint32Array): void {
    const { training } = this.trainers[0];
    const { gradients, parameters, lambdas, etas } = this;
    this.passes.steps(gradients, parameters, lambdas, plainUpdate(etas), training, batch);
  }

  answers(tallies: readonly Tally[], data: StandardisedSet, numbers: Uint32Array): void {
    this.passes.answers(tallies, this.parameters, data, numbers);
  }
}

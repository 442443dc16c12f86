import type { Backend, Plan } from '../backend';
import { assertEqual, assertInteger } from '../errors';
import { assertingFinite, assertLike, type DataSet, type StandardisedSet } from '../data';
import { ModelPasses, ParameterStack, Predictions, type Tally } from '../model';
import { Breather, type Steps } from '../pacing';
import { answerAll, trainEpochs, type Attendance, type Learner } from './epochs';
import type { AnyEpochRecord } from './run-record';
import type { Place } from './schedule';
import { wholeSettings, type TrainingSettings } from './settings';
import { Trainer, type AnyTrainingData, type TrainerParts } from './trainer';

/** What runs must have in common to see the same mini-batches, and to start from the same weights. */
const SHARED = [
  'epochs',
  'batchSize',
  'seed',
  'shuffle',
  'precision',
  'loss',
  'labelSmoothing',
  'momentum',
  'nesterov',
  'classWeights',
  'standardise',
  'horizontalFlips',
] as const;

/**
 * Runs that see the same mini-batches, trained in step: each mini-batch is gathered and standardised
 * once, for all. Each run comes out as it would alone, to the bit.
 */
export class Cohort implements Learner {
  readonly trainers: readonly Trainer[];
  private readonly passes: ModelPasses;
  private readonly parameters: ParameterStack;
  private readonly gradients: ParameterStack;
  private readonly velocities: ParameterStack | null;
  private readonly lambdas: Float64Array;

  /**
   * Throws what `Trainer` throws, and a `RangeError` that names a setting that should be shared and
   * is not.
   *
   * @param parts  how samples pass, and where all begin; by default as `Trainer` has it
   */
  constructor(
    backend: Backend,
    data: AnyTrainingData,
    settings: readonly TrainingSettings[],
    { plan, initial }: Pick<TrainerParts, 'plan' | 'initial'> = {},
  ) {
    assertInteger('settings.length', settings.length, 1);
    const whole = settings.map(wholeSettings);
    whole.forEach((own, run) => {
      for (const key of SHARED) {
        const name = `settings[${run}].${key}`;
        if (key === 'classWeights') assertEqual(name, text(own[key]), text(whole[0][key]));
        else assertEqual(name, own[key], whole[0][key]);
      }
    });
    const { features, classes } = data.training;
    const [{ precision, loss, labelSmoothing, momentum }] = whole;
    const stack = (): ParameterStack =>
      new ParameterStack(settings.length, classes.length, features, precision, backend);
    this.parameters = stack();
    this.gradients = stack();
    this.velocities = momentum > 0 ? stack() : null;
    this.trainers = settings.map((own, run) => {
      return new Trainer(backend, data, own, {
        parameters: this.parameters.members[run],
        gradient: this.gradients.members[run],
        velocity: this.velocities?.members[run],
        plan,
        initial,
      });
    });
    this.lambdas = Float64Array.from(settings, ({ lambda }) => lambda);
    this.passes = new ModelPasses(backend, this.parameters, {
      objective: { loss, labelSmoothing },
      plan,
    });
  }

  /** How samples pass through the models. */
  get plan(): Plan {
    return this.passes.plan;
  }

  /** Trains, and hands out what came of each epoch, for each run: see `trainEpochs`. */
  epochs(attendance?: Attendance): AsyncGenerator<AnyEpochRecord[], void, void> {
    return trainEpochs(this, attendance);
  }

  /** What each run's classifier as it is now answers to other data. */
  async predict(set: DataSet, signal?: AbortSignal): Promise<Predictions[]> {
    const predictions = this.trainers.map(() => new Predictions(this.parameters.classes));
    const breather = new Breather(signal);
    assertLike('set', set, this.trainers[0].training.set);
    await breather.through(assertingFinite('set', set));
    const data = this.trainers[0].standardised(set);
    await breather.through(data.copying(this.parameters.precision));
    await answerAll(this, predictions, data, data.inOrder, breather);
    return predictions;
  }

  preparing(): Steps<void> {
    return this.trainers[0].preparing();
  }

  step(batch: Uint32Array, place: Place): void {
    const { training, settings } = this.trainers[0];
    const { gradients, parameters, velocities, lambdas } = this;
    const { momentum, nesterov } = settings;
    const etas = Float64Array.from(this.trainers, (trainer) => trainer.etaAt(place));
    const update = { etas, momentum, nesterov, velocities };
    this.passes.steps(gradients, parameters, lambdas, update, training, batch);
  }

  answers(tallies: readonly Tally[], data: StandardisedSet, numbers: Uint32Array): void {
    this.passes.answers(tallies, this.parameters, data, numbers);
  }
}

const text = (weights: unknown): string => JSON.stringify(weights);

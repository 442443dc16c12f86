import type { Backend } from '../../backend';
import { batchOf, samplesInMemory, type DataSet, type Samples } from '../../data';
import {
  Parameters,
  plainStep,
  type Evaluation,
  type LinearObjective,
  type Objective,
} from '../../model';
import { finish } from '../../tasks';
import { defaultRng } from '../../random';
import { preparingJob, type Job, type TrainingData, type TrainingSettings } from '../../training';
import { textbookRows, textbookVectors, type Rows, type Vectors } from './textbook';

/**
 * The subject of a `Doctor`: a training about to start.
 *
 * @category Checks
 */
export interface Subject {
  /** The backend that will compute. */
  readonly backend: Backend;
  /** The data, with a validation set. */
  readonly data: TrainingData;
  /** The settings; code is examined in float64 for any dtype. */
  readonly settings: TrainingSettings;
  /** Prepares the training to examine. By default as `train` does. @internal */
  readonly createJob?: (backend: Backend, data: TrainingData, settings: TrainingSettings) => Job;
}

/**
 * The state that checks share: the training at its start, in float64, so that deviations are
 * mistakes and not rounding, and the textbook's view of the same data.
 */
export class Examination {
  readonly job: Job;
  /** K and d. */
  readonly shape: { readonly classes: number; readonly features: number };
  /** The loss to train, with its label smoothing. */
  readonly objective: Objective;
  private readonly initial: Float64Array;
  private readonly ordinary: Float64Array;
  private knownVectors?: Vectors;
  private knownRows?: Rows;

  constructor(readonly subject: Subject) {
    this.job = this.createJob(subject.data, subject.settings);
    const [{ loss, labelSmoothing }] = this.job.settings;
    this.objective = { loss, labelSmoothing };
    const { classes, features, values: flat } = this.parameters;
    this.shape = { classes, features };
    this.initial = Float64Array.from(flat);
    const generator = defaultRng(1);
    this.ordinary = this.initial.map(() => 0.03 * generator.standardNormal());
  }

  /** The parameters of the training; checks change them. */
  get parameters(): Parameters {
    return this.job.parameters.members[0];
  }

  /** Training data as the model sees them. */
  get training(): Samples {
    return samplesInMemory(this.job.data.rows);
  }

  /** Validation data as the model sees them. */
  get validation(): Samples {
    const { validation } = this.job.data;
    if (validation === null) throw new Error('a training without its validation data');
    return samplesInMemory(validation);
  }

  /** Prepares another training in the same way, in float64 and without momentum. */
  createJob(data: TrainingData, settings: TrainingSettings): Job {
    const { backend, createJob = newJob } = this.subject;
    const plain = { ...settings, momentum: 0, nesterov: false, dtype: 'float64' } as const;
    return createJob(backend, data, plain);
  }

  /** Returns the indices of the first `count` samples, or of all if there are fewer. */
  first(count: number, { samples }: DataSet = this.subject.data.training): Uint32Array {
    return Uint32Array.from({ length: Math.min(count, samples) }, (_, i) => i);
  }

  /** The mean and deviation of the training set, by definition. */
  get vectors(): Vectors {
    return (this.knownVectors ??= textbookVectors(this.subject.data.training));
  }

  /** Returns the first `count` training samples, or all, standardised by definition. */
  firstRows(count: number): Rows {
    const numbers = this.first(count);
    let known = this.knownRows;
    if (known === undefined || known.y.length < numbers.length) known = this.rows(numbers);
    this.knownRows = known;
    const { X, y } = known;
    const n = numbers.length;
    return { X: X.subarray(0, n * this.shape.features), y: y.subarray(0, n) };
  }

  /** Returns training samples, standardised by definition. */
  rows(numbers: Uint32Array): Rows {
    return textbookRows(this.subject.data.training, numbers, this.vectors);
  }

  /** Evaluates the current parameters on training samples. */
  evaluate(numbers: Uint32Array, lambda: number): Evaluation {
    return this.cost(lambda).cost(this.parameters, this.training, numbers);
  }

  /** Computes the gradient at the current parameters. */
  gradient(numbers: Uint32Array, lambda: number): Float64Array {
    const gradient = this.newParameters();
    // The output's earlier content must not matter.
    gradient.values.fill(1);
    this.cost(lambda).gradient(gradient, this.parameters, this.training, numbers);
    return gradient.values as Float64Array;
  }

  /** Returns a function that makes a plain gradient step and returns its gradient. */
  stepper(lambda: number, eta: number): (numbers: Uint32Array) => Parameters {
    const cost = this.cost(lambda);
    const gradient = this.newParameters();
    const update = plainStep(Float64Array.of(eta));
    const { training: samples } = this;
    return (numbers) => {
      cost.step(gradient, this.parameters, batchOf(samples, numbers), update);
      return gradient;
    };
  }

  /** Returns the cost with another λ. */
  cost(lambda: number): LinearObjective {
    return this.job.objective.withLambdas([lambda]);
  }

  newParameters(): Parameters {
    return new Parameters(this.shape.classes, this.shape.features, 'float64');
  }

  /** Resets the parameters to their initial values, and returns them: K·d + K. */
  initialParameters(): Float64Array {
    const flat = this.parameters.values as Float64Array;
    flat.set(this.initial);
    return flat;
  }

  /**
   * Sets the parameters to generic values, and returns them: weights three times as large as the
   * initial ones, and a bias that isn't 0, so that a mistake in either shows.
   */
  ordinaryParameters(): Float64Array {
    const flat = this.initialParameters();
    flat.set(this.ordinary);
    return flat;
  }
}

function newJob(backend: Backend, data: TrainingData, settings: TrainingSettings): Job {
  return finish(preparingJob(backend, data, [settings]));
}

import type { Backend } from '../../backend';
import type { DataSet, StandardisedSet } from '../../data';
import { Parameters } from '../../model';
import { defaultRng } from '../../random';
import { Trainer, type TrainingData, type TrainingSettings } from '../../training';
import { textbookRows, textbookScores, textbookVectors, type Rows, type Vectors } from './textbook';

/** Rows that are scored at a time: few enough to be in the cache. */
const SCORED_ROWS = 20;

/**
 * What a `Doctor` examines: a training that is about to start.
 *
 * @category Checks
 */
export interface Subject {
  /** The backend that will compute. */
  readonly backend: Backend;
  /** The data, with a validation set. */
  readonly data: TrainingData;
  /** The settings. Code is examined in float64, whatever their precision. */
  readonly settings: TrainingSettings;
  /**
   * Makes the trainer to examine. By default `new Trainer(backend, data, settings)`.
   *
   * @internal
   */
  readonly createTrainer?: (
    backend: Backend,
    data: TrainingData,
    settings: TrainingSettings,
  ) => Trainer;
}

/**
 * What the checks share: the trainer at its start, in float64, so that what they see is a mistake and
 * not rounding; and the textbook's view of the same data.
 */
export class Examination {
  readonly trainer: Trainer;
  /** K and d. */
  readonly shape: { readonly classes: number; readonly features: number };
  private readonly initial: Float64Array;
  private readonly ordinary: Float64Array;
  private knownVectors?: Vectors;
  private knownRows?: Rows;

  constructor(readonly subject: Subject) {
    this.trainer = this.createTrainer(subject.data, subject.settings);
    const { classes, features, values } = this.trainer.classifier.parameters;
    this.shape = { classes, features };
    this.initial = Float64Array.from(values);
    const generator = defaultRng(1);
    this.ordinary = this.initial.map(() => 0.03 * generator.standardNormal());
  }

  /** Validation data as the trainer's model sees them. */
  get validation(): StandardisedSet {
    const { validation } = this.trainer;
    if (validation === null) throw new Error('a trainer without its validation data');
    return validation;
  }

  /** Another trainer of the same make, in float64. */
  createTrainer(data: TrainingData, settings: TrainingSettings): Trainer {
    const { backend, createTrainer = newTrainer } = this.subject;
    return createTrainer(backend, data, { ...settings, precision: 'float64' });
  }

  /** The numbers of the first samples: `count`, or all if there are fewer. */
  first(count: number, { samples }: DataSet = this.subject.data.training): Uint32Array {
    return Uint32Array.from({ length: Math.min(count, samples) }, (_, i) => i);
  }

  /** What standardises the training set, from the definition. */
  get vectors(): Vectors {
    return (this.knownVectors ??= textbookVectors(this.subject.data.training));
  }

  /** The first samples of the training set, standardised from the definition: `count`, or all. */
  firstRows(count: number): Rows {
    const numbers = this.first(count);
    let known = this.knownRows;
    if (known === undefined || known.y.length < numbers.length) known = this.rows(numbers);
    this.knownRows = known;
    const { X, y } = known;
    const n = numbers.length;
    return { X: X.subarray(0, n * this.shape.features), y: y.subarray(0, n) };
  }

  /** The scores of samples of the training set from the definition, for some parameters: n×K. */
  scores(slab: Float64Array, numbers: Uint32Array): Float64Array {
    const { classes, features } = this.shape;
    const S = new Float64Array(numbers.length * classes);
    const X = new Float64Array(SCORED_ROWS * features);
    for (let first = 0; first < numbers.length; first += SCORED_ROWS) {
      const part = numbers.subarray(first, first + SCORED_ROWS);
      const rows = textbookRows(this.subject.data.training, part, this.vectors, X);
      S.set(textbookScores(slab, this.shape, rows), first * classes);
    }
    return S;
  }

  /** Samples of the training set, standardised from the definition. */
  rows(numbers: Uint32Array): Rows {
    return textbookRows(this.subject.data.training, numbers, this.vectors);
  }

  /** A gradient of the trainer's classifier at its present parameters. */
  gradient(numbers: Uint32Array, lambda: number): Float64Array {
    const { classifier, training } = this.trainer;
    const gradient = this.newParameters();
    // What stood in the output before must not count.
    gradient.values.fill(1);
    classifier.costGradient(gradient, training, numbers, lambda);
    return gradient.values as Float64Array;
  }

  newParameters(): Parameters {
    return new Parameters(this.shape.classes, this.shape.features, 'float64');
  }

  /** The trainer's parameters, at their initial values again. */
  initialParameters(): Float64Array {
    const slab = this.trainer.classifier.parameters.values as Float64Array;
    slab.set(this.initial);
    return slab;
  }

  /**
   * The trainer's parameters, at values where nothing is special: weights three times as large as the
   * initial ones, and a bias that isn't 0, so that whatever is done to either can be seen.
   */
  ordinaryParameters(): Float64Array {
    const slab = this.initialParameters();
    slab.set(this.ordinary);
    return slab;
  }
}

function newTrainer(backend: Backend, data: TrainingData, settings: TrainingSettings): Trainer {
  return new Trainer(backend, data, settings);
}

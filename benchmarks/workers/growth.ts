import { selectBackend, type Backend } from '../../src/backend';
import { miniBatches, type DataSet } from '../../src/data';
import type { Precision } from '../../src/model';
import { defaultRng, type Generator } from '../../src/random';
import { DEFAULT_SETTINGS, Trainer } from '../../src/training';
import { shapeId, type Shape } from '../growth/points';
import { syntheticSet } from '../growth/synthetic';
import type { Round } from '../harness/interleave';
import type { Handlers } from './serve';

/** The warm-up in milliseconds: steps until their code is compiled and their memory touched. */
const WARM_UP = 30;

/** The next shape to measure. */
export interface GrowthJob {
  readonly shape: Shape;
  readonly precision: Precision;
  readonly threads: number;
}

/** The cost of a mini-batch after a step on it. */
export interface CheckedCosts {
  readonly native: number;
  readonly js: number;
}

/** Times steps on mini-batches of one shape after another. */
export function handlers(): Handlers {
  const data = new LastSet();
  let epochs: PartialEpochs | null = null;
  return {
    prepare({ shape, precision, threads }: GrowthJob) {
      // The last set may be large.
      epochs = null;
      const backend = selectBackend({ backend: 'openblas', threads });
      epochs = new PartialEpochs(newTrainer(backend, data.get(shape), shape, precision), shape);
    },
    check({ shape, precision, threads }: GrowthJob): CheckedCosts {
      const few = { ...shape, samples: shape.batchSize };
      const set = syntheticSet(few);
      const cost = (backend: Backend): number => costAfterStep(backend, set, few, precision);
      return {
        native: cost(selectBackend({ backend: 'openblas', threads })),
        js: cost(selectBackend({ backend: 'js' })),
      };
    },
    round({ milliseconds }: { milliseconds: number }): Round {
      if (!epochs) throw new Error('round: expected prepare before');
      return epochs.round(milliseconds);
    },
  };
}

/** Keeps the last set, for the other precision. */
class LastSet {
  private id = '';
  private set: DataSet | null = null;

  get(shape: Shape): DataSet {
    const id = shapeId(shape);
    if (this.set && id === this.id) return this.set;
    this.set = null;
    this.id = id;
    this.set = syntheticSet(shape);
    return this.set;
  }
}

function newTrainer(
  backend: Backend,
  training: DataSet,
  { batchSize, features, classes }: Shape,
  precision: Precision,
): Trainer {
  const validation = syntheticSet({ samples: 1, features, classes });
  const settings = { ...DEFAULT_SETTINGS, batchSize, precision };
  return new Trainer(backend, { training, validation }, settings);
}

function costAfterStep(backend: Backend, set: DataSet, shape: Shape, precision: Precision): number {
  const trainer = newTrainer(backend, set, shape, precision);
  const all = trainer.training.inOrder.slice();
  trainer.step(all);
  return trainer.classifier.evaluate(trainer.training, all, 0).cost;
}

/** Steps through mini-batches of shuffled epochs for as long as there is time. */
class PartialEpochs {
  private readonly order: Uint32Array;
  private readonly generator: Generator = defaultRng(42);
  private batches: Iterator<Uint32Array> = [][Symbol.iterator]();

  constructor(
    private readonly trainer: Trainer,
    private readonly shape: Shape,
  ) {
    this.order = trainer.training.inOrder.slice();
    this.round(WARM_UP);
  }

  /** Seconds per sample: of the steps, plus a sample's share of the epoch's permutation. */
  round(milliseconds: number): Round {
    const permuting = this.permute();
    let samples = 0;
    let elsewhere = 0;
    const start = performance.now();
    let now: number;
    do {
      let next = this.batches.next();
      if (next.done === true) {
        elsewhere += this.permute();
        next = this.batches.next();
      }
      const batch = next.value as Uint32Array;
      this.trainer.step(batch);
      samples += batch.length;
      now = performance.now();
    } while (now - start - elsewhere < milliseconds);
    const stepping = now - start - elsewhere;
    return { seconds: [(stepping / samples + permuting / this.shape.samples) / 1000] };
  }

  private permute(): number {
    const start = performance.now();
    this.order.set(this.trainer.training.inOrder);
    this.generator.shuffle(this.order);
    this.batches = miniBatches(this.order, this.shape.batchSize);
    return performance.now() - start;
  }
}

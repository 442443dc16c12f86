import { selectBackend, type Backend } from '../../src/backend';
import { samplesInMemory, type DataSet } from '../../src/data';
import type { Dtype } from '../../src/model';
import { finish } from '../../src/tasks';
import { DEFAULT_SETTINGS, preparingJob, type Job } from '../../src/training';
import { shapeId, type Shape } from '../growth/points';
import { syntheticSet } from '../growth/synthetic';
import type { Round } from '../harness/interleave';
import type { Handlers } from './serve';

/** The warm-up in milliseconds: steps until their code is compiled and their memory touched. */
const WARM_UP = 30;

/** The next shape to measure. */
export interface GrowthJob {
  readonly shape: Shape;
  readonly dtype: Dtype;
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
    prepare({ shape, dtype, threads }: GrowthJob) {
      // What was measured last may be large.
      epochs = null;
      const backend = selectBackend({ backend: 'openblas', threads });
      epochs = new PartialEpochs(newJob(backend, data.get(shape), shape, dtype), shape);
    },
    check({ shape, dtype, threads }: GrowthJob): CheckedCosts {
      const few = { ...shape, samples: shape.batchSize };
      const set = syntheticSet(few);
      const cost = (backend: Backend): number => costAfterStep(backend, set, few, dtype);
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

/** Keeps the last set, for the other dtype. */
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

function newJob(
  backend: Backend,
  training: DataSet,
  { batchSize, features, classes }: Shape,
  dtype: Dtype,
): Job {
  const validation = syntheticSet({ samples: 1, features, classes });
  const settings = { ...DEFAULT_SETTINGS, batchSize, dtype };
  return finish(preparingJob(backend, { training, validation }, [settings]));
}

function costAfterStep(backend: Backend, set: DataSet, shape: Shape, dtype: Dtype): number {
  const { data, objective, parameters, progress, solver } = newJob(backend, set, shape, dtype);
  finish(solver.advance(progress));
  const samples = samplesInMemory(data.rows);
  return objective.cost(parameters, samples, samples.inOrder).cost;
}

/** Steps of shuffled epochs, as many as there is time for. */
class PartialEpochs {
  private steps = [][Symbol.iterator]() as Iterator<unknown>;

  constructor(
    private readonly job: Job,
    private readonly shape: Shape,
  ) {
    this.round(WARM_UP);
  }

  /** Seconds a sample: of the steps, and the epoch's permutation shared out over its samples. */
  round(milliseconds: number): Round {
    const { progress, sampler } = this.job;
    const { batchSize, samples: n } = this.shape;
    const permuting = timeOf(() => sampler.batches(0).next());
    let samples = 0;
    let elsewhere = timeOf(() => this.begin());
    const start = performance.now() - elsewhere;
    let now: number;
    do {
      if (progress.step === sampler.stepsPerEpoch) elsewhere += timeOf(() => this.begin());
      this.steps.next();
      const isLast = progress.step === sampler.stepsPerEpoch;
      samples += isLast ? n - (progress.step - 1) * batchSize : batchSize;
      now = performance.now();
    } while (now - start - elsewhere < milliseconds);
    const stepping = now - start - elsewhere;
    return { seconds: [(stepping / samples + permuting / n) / 1000] };
  }

  /** Begins an epoch, up to its second step if there is one: the first draws the permutation. */
  private begin(): void {
    const { progress, sampler, solver } = this.job;
    progress.step = 0;
    this.steps = solver.advance(progress);
    if (sampler.stepsPerEpoch > 1) this.steps.next();
  }
}

/** How long some work takes, in milliseconds. */
function timeOf(work: () => void): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

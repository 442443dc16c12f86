import { isBatch, type Job } from '../../training';
import type { WeightSnapshot } from '../storage/weight-snapshots';

/** How many epochs after the first steps are kept, with epoch 0 some ten. */
const EPOCHS_KEPT = 9;

/**
 * The epochs whose weights are kept: 0, and from 1 to the last in equal ratios, since weights change
 * most at first, and early stopping may end a run anywhere.
 */
export function snapshotEpochs(epochs: number): number[] {
  const spaced = Array.from({ length: EPOCHS_KEPT }, (_, i) =>
    Math.round(epochs ** (i / (EPOCHS_KEPT - 1))),
  );
  return [...new Set([0, ...spaced])];
}

/** Copies the weights of each run of a training at some epochs; of images alone, to be drawn. */
export class WeightRecorder {
  readonly #job: Job;
  readonly #epochs: ReadonlySet<number>;
  readonly #taken: WeightSnapshot[][];

  /** @param job  that no step has been made of since it was prepared */
  constructor(job: Job) {
    const [{ epochs }] = job.settings;
    const areImages = job.data.given.training.image !== undefined;
    this.#job = job;
    this.#epochs = new Set(areImages ? snapshotEpochs(epochs) : []);
    this.#taken = job.runs.map(() => []);
    // A solver that takes whole passes begins with weights of its own.
    if (job.progress.step === 0 && !isBatch(job.settings[0])) this.see();
  }

  /** To be called after each epoch. */
  see(): void {
    const { parameters, progress } = this.#job;
    const { epoch } = progress;
    if (!this.#epochs.has(epoch)) return;
    parameters.members.forEach(({ weights }, run) => {
      this.#taken[run].push({ epoch, weights: weights.slice() });
    });
  }

  /** What was copied of a run, by ascending epoch. */
  of(run: number): readonly WeightSnapshot[] {
    return this.#taken[run];
  }
}

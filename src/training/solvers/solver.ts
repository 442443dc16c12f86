import type { Stack } from '../../model';
import type { Task } from '../../tasks';

/** How far a training is. */
export interface Progress {
  /** The number of finished epochs. */
  epoch: number;
  /** The number of mini-batches of the next epoch that are done. */
  step: number;
}

/** Improves the parameters of one or more models that see the same samples. */
export interface Solver {
  /** Tensors to remember from step to step, by name: checkpoints keep them. */
  readonly state: Readonly<Record<string, Stack>>;

  /**
   * Advances to the end of the epoch, as a cooperative task that yields after each step; or yields a
   * promise to wait for.
   *
   * @param progress  counts the steps that are done; changed
   */
  advance(progress: Progress): Task<void>;

  /** η ‖dW‖ of a model's last step; 0 before the first. */
  stepNorm(model: number): number;

  /** Takes over the η ‖dW‖ of a training that is resumed. */
  restoreStepNorm(model: number, norm: number): void;
}

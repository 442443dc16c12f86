import type { Stack } from '../../model';
import type { Task } from '../../tasks';

/** The position in a training. */
export interface Progress {
  /** The number of finished epochs. */
  epoch: number;
  /** The number of steps made in the next epoch. */
  step: number;
}

/** A method that minimises the costs of one or more models over the same samples. */
export interface Solver {
  /** Tensors to keep from step to step and in checkpoints, by name. */
  readonly state: Readonly<Record<string, Stack>>;

  /**
   * Advances to the end of the epoch, as a cooperative task that yields after each step.
   *
   * @param progress  counts the finished steps; an output too
   */
  advance(progress: Progress): Task<void>;

  /** η ‖dW‖ of a model's last step; 0 before the first. */
  stepNorm(model: number): number;

  /** Sets η ‖dW‖ of the last step before a checkpoint. */
  restoreStepNorm(model: number, norm: number): void;
}

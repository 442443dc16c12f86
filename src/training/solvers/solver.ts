import type { LinearObjective, Stack } from '../../model';
import type { Task } from '../../tasks';
import type { Sampler } from './sampler';
import type { Schedule } from './schedule';

/** The position in a training. */
export interface Progress {
  /** The number of finished epochs. */
  epoch: number;
  /** The number of steps made in the next epoch. */
  step: number;
}

/** The settings of a run that solvers read. */
export interface SolverSettings {
  readonly epochs: number;
  readonly eta: number;
  readonly schedule: Schedule;
  readonly momentum: number;
  readonly nesterov: boolean;
}

export interface SolverParts {
  readonly objective: LinearObjective;
  /** Changed by each step. */
  readonly parameters: Stack;
  readonly sampler: Sampler;
  /** Of each model. */
  readonly settings: readonly SolverSettings[];
  /** Makes a stack of zeros of the parameters' shape. */
  readonly zeros: () => Stack;
}

/** Improves the parameters of one or more models that see the same samples. */
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

import type { Backend, Dtype, FloatArray } from '../../backend';
import type { RowSource } from '../../data';
import type { Communicator } from '../../cluster';
import type { LinearObjective, Metrics, Stack } from '../../model';
import type { Task } from '../../tasks';
import type { Certificate } from './lbfgs/certificate';
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
  readonly tolerance: number;
  readonly dtype: Dtype;
}

export interface SolverParts {
  readonly backend: Backend;
  readonly objective: LinearObjective;
  /** Changed by each step. */
  readonly parameters: Stack;
  /** The rows to train on. */
  readonly source: RowSource;
  /** Draws mini-batches of the rows. */
  readonly sampler: Sampler;
  /** Of each model. */
  readonly settings: readonly SolverSettings[];
  /** The processes that share the rows. */
  readonly all: Communicator;
  /** Makes a stack of zeros of the parameters' shape. */
  readonly zeros: () => Stack;
}

/** What a solver that passes all rows at once knows of a model. */
export interface Standing {
  /** The metrics on the rows at the present parameters; null if it has to be computed. */
  readonly metrics: Metrics | null;
  /** About how far the cost is above its minimum, by its gradient; null if λ is 0. */
  readonly gap: number | null;
  /** Not null once the model has reached its optimum, as closely as the solver gets to it. */
  readonly certificate: Certificate | null;
}

/** The tensors that a checkpoint keeps of a solver, by name. */
export type KeptTensors = Readonly<Record<string, FloatArray>>;

/** Improves the parameters of one or more models that see the same samples. */
export interface Solver {
  /**
   * Advances to the end of the epoch, as a cooperative task that yields after each step.
   *
   * @param progress  counts the finished steps; an output too
   */
  advance(progress: Progress): Task<void>;

  /** The norm of a model's last step, ‖ΔW‖, e.g. η ‖dW‖; 0 before the first. */
  stepNorm(model: number): number;

  /** Absent if the solver knows nothing of the kind. */
  standing?(model: number): Standing;

  /**
   * Makes a solver for the same rows and another objective, which goes on from the parameters as they
   * are. Absent if it would be no other than a new one.
   */
  successor?(parts: SolverParts): Solver;

  /** Copies what a checkpoint keeps of a model beside its parameters. */
  kept(model: number): KeptTensors;

  /**
   * Restores a model that was kept, whose parameters have been restored.
   *
   * @param norm  of the last step
   * @throws RangeError naming the tensor that isn't of this solver or shape
   */
  restore(model: number, kept: KeptTensors, norm: number): void;
}

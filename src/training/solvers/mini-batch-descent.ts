import type { LinearObjective, Momentum, Stack, StepRule } from '../../model';
import type { Task } from '../../tasks';
import type { Sampler } from './sampler';
import { learningRate, type Schedule } from './schedule';
import type { Progress, Solver } from './solver';
import { stepNorm } from './update-ratio';

export interface Rate {
  readonly eta: number;
  readonly schedule: Schedule;
}

export interface DescentParts {
  readonly objective: LinearObjective;
  /** Updated by each step. */
  readonly parameters: Stack;
  readonly sampler: Sampler;
  readonly rates: readonly Rate[];
  readonly momentum: Momentum;
  /** The planned number of epochs, for schedules. */
  readonly epochs: number;
  /** Allocates a stack of zeros of the parameters' shape. */
  readonly zeros: () => Stack;
}

/** Mini-batch gradient descent: W ← W − η dW, b ← b − η db; with momentum, see `StepRule`. */
export class MiniBatchDescent implements Solver {
  readonly state: Readonly<Record<string, Stack>>;
  private readonly gradients: Stack;
  private readonly update: StepRule;
  /** η ‖dW‖ of the last step of each model, restored from a checkpoint; null after a new step. */
  private readonly keptNorms: (number | null)[];

  constructor(private readonly parts: DescentParts) {
    const { rates, momentum, zeros } = parts;
    const velocities = momentum.momentum > 0 ? zeros() : null;
    this.gradients = zeros();
    this.state = velocities === null ? {} : { velocity: velocities };
    this.update = { etas: Float64Array.from(rates, ({ eta }) => eta), ...momentum, velocities };
    this.keptNorms = rates.map(() => null);
  }

  *advance(progress: Progress): Task<void> {
    const { objective, parameters, sampler } = this.parts;
    for (const batch of sampler.batches(progress.step)) {
      if (batch instanceof Promise) {
        yield batch;
        continue;
      }
      this.setLearningRates(progress);
      objective.step(this.gradients, parameters, batch, this.update);
      progress.step++;
      yield;
    }
  }

  stepNorm(model: number): number {
    const gradient = this.gradients.members[model];
    return this.keptNorms[model] ?? stepNorm(gradient, this.update.etas[model]);
  }

  restoreStepNorm(model: number, norm: number): void {
    this.keptNorms[model] = norm;
  }

  private setLearningRates({ epoch, step }: Progress): void {
    const { rates, sampler, epochs } = this.parts;
    const { stepsPerEpoch } = sampler;
    const position = { step: epoch * stepsPerEpoch + step, stepsPerEpoch, epochs };
    for (let m = 0; m < rates.length; m++) {
      this.update.etas[m] = learningRate(rates[m].schedule, rates[m].eta, position);
      this.keptNorms[m] = null;
    }
  }
}

import type { Batch } from '../../data';
import { norm, type Stack, type StepRule } from '../../model';
import type { Task } from '../../tasks';
import { learningRate } from './schedule';
import { assertKept, flatLength } from './kept-tensors';
import type { KeptTensors, Progress, Solver, SolverParts } from './solver';

/** Mini-batch gradient descent: W ← W − η dW, b ← b − η db, or with momentum, see `StepRule`. */
export class MiniBatchDescent implements Solver {
  private readonly gradients: Stack;
  private readonly rule: StepRule;
  /** η ‖dW‖ of each model's last step, if that was made before a checkpoint. */
  private readonly keptNorms: (number | null)[];

  constructor(private readonly parts: SolverParts) {
    const { settings, zeros } = parts;
    const [{ momentum, nesterov }] = settings;
    const velocities = momentum > 0 ? zeros() : null;
    this.gradients = zeros();
    this.rule = { etas: new Float64Array(settings.length), momentum, nesterov, velocities };
    this.keptNorms = settings.map(() => null);
  }

  *advance(progress: Progress): Task<void> {
    const { all, objective, parameters, sampler } = this.parts;
    for (const batch of sampler.batches(progress.step)) {
      if (batch instanceof Promise) {
        yield batch;
        continue;
      }
      this.setLearningRates(progress);
      if (all.size === 1) objective.step(this.gradients, parameters, batch, this.rule);
      else yield* this.sharedStep(batch, progress);
      progress.step++;
      yield;
    }
  }

  stepNorm(model: number): number {
    const { weights } = this.gradients.members[model];
    return this.keptNorms[model] ?? this.rule.etas[model] * norm(weights);
  }

  kept(model: number): KeptTensors {
    const { velocities } = this.rule;
    return velocities === null ? {} : { velocity: velocities.members[model].flat() };
  }

  restore(model: number, kept: KeptTensors, norm: number): void {
    const { velocities } = this.rule;
    const { parameters } = this.parts;
    const shapes: Record<string, number> =
      velocities === null ? {} : { velocity: flatLength(parameters) };
    assertKept(kept, shapes, parameters.dtype);
    velocities?.members[model].assign(kept.velocity);
    this.keptNorms[model] = norm;
  }

  /** Adds up this process's share of a mini-batch, and makes the step that all processes make. */
  private *sharedStep(batch: Batch, { step }: Progress): Task<void> {
    const { all, objective, parameters, sampler } = this.parts;
    const { gradients: means } = objective.sumsFor(parameters, batch);
    yield all.mean(means.values, sampler.rowsOf(step));
    objective.stepBy(means, this.gradients, parameters, this.rule);
  }

  private setLearningRates({ epoch, step }: Progress): void {
    const { sampler, settings } = this.parts;
    const { stepsPerEpoch } = sampler;
    const [{ epochs }] = settings;
    const position = { step: epoch * stepsPerEpoch + step, stepsPerEpoch, epochs };
    for (let m = 0; m < settings.length; m++) {
      this.rule.etas[m] = learningRate(settings[m].schedule, settings[m].eta, position);
      this.keptNorms[m] = null;
    }
  }
}

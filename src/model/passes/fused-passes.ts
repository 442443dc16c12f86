import type { GradientPass, Loss, Product, SamplePass, ScorePass } from '../../../binding';
import type { FloatArray, FusedKernels, Plan } from '../../backend';
import type { BatchPart, Samples } from '../../data';
import type { Parameters, Stack } from '../parameters';
import type { Metrics } from '../metrics/metrics';
import type { StepRule } from '../step-rule';
import type { Passes, Sums } from './passes';

/** Samples evaluated in one call: enough for several threads, in a fraction of a millisecond. */
const EVALUATED_TOGETHER = 512;

const NO_UPDATE = { etas: null, velocities: null, momentum: 0, nesterov: false };

export type FusedPlan = Plan & { readonly product: Product };

/** A pass and the objects whose arrays it was prepared for. */
interface Prepared<Pass> {
  readonly pass: Pass;
  readonly of: readonly unknown[];
}

/**
 * Passes that are each one call of a backend's fused kernels, for samples in memory. A pass is
 * prepared on first use, and again for other arrays.
 */
export class FusedPasses implements Passes {
  private gradients: Prepared<GradientPass> | undefined;
  private sums: Prepared<SamplePass> | undefined;
  /** By the samples: an epoch evaluates those of training and of validation in turn. */
  private readonly evaluations = new WeakMap<Samples, Prepared<SamplePass>>();
  private scorePass: Prepared<ScorePass<FloatArray>> | undefined;
  private outputs = outputsFor(0);

  /** @param lambdas  λ of each model: M */
  constructor(
    private readonly kernels: FusedKernels,
    private readonly plan: FusedPlan,
    private readonly loss: Loss,
    private readonly labelSmoothing: number,
    private readonly lambdas: Float64Array,
  ) {}

  gradient(gradients: Stack, parameters: Stack, rows: BatchPart): void {
    const { pass } = this.preparedGradients(gradients, parameters, rows.samples, null);
    pass(rows.numbers, rows.first, rows.count, false);
  }

  step(gradients: Stack, parameters: Stack, rows: BatchPart, update: StepRule): void {
    const { pass } = this.preparedGradients(gradients, parameters, rows.samples, update);
    pass(rows.numbers, rows.first, rows.count, true);
  }

  add(sums: Sums, parameters: Stack, { samples, numbers, first, count }: BatchPart): void {
    if (!isFor(this.sums, sums, parameters, samples)) {
      const { gradients, losses, weight } = sums;
      const pass = this.kernels.prepareSums<FloatArray>({
        ...this.optionsOf(parameters, samples),
        ...{ gradients: gradients.values, losses, weight, weights: samples.weights },
      });
      this.sums = { pass, of: [sums, parameters, samples] };
    }
    this.sums.pass(numbers, first, count);
  }

  evaluate(metrics: readonly Metrics[], parameters: Stack, rows: BatchPart): void {
    const { samples, numbers } = rows;
    const room = metrics.length * Math.min(EVALUATED_TOGETHER, rows.count);
    const { pass } = this.preparedEvaluation(parameters, samples, room);
    const { losses, predicted, probabilities, trueProbabilities } = this.outputs;
    const { y } = storedBy(samples, parameters);
    const { weights } = samples;
    const end = rows.first + rows.count;
    for (let first = rows.first; first < end; first += EVALUATED_TOGETHER) {
      const count = Math.min(EVALUATED_TOGETHER, end - first);
      pass(numbers, first, count);
      for (let m = 0, at = 0; m < metrics.length; m++) {
        for (let i = 0; i < count; i++, at++) {
          const number = numbers[first + i];
          const loss = weights === null ? losses[at] : weights[number] * losses[at];
          const own = trueProbabilities[at];
          metrics[m].add(loss, y[number], predicted[at], probabilities[at], own);
        }
      }
    }
  }

  scores(
    S: FloatArray,
    parameters: Parameters,
    samples: Samples,
    first: number,
    count: number,
  ): void {
    const stored = storedBy(samples, parameters);
    if (!isFor(this.scorePass, parameters, samples)) {
      const { classes, features, values } = parameters;
      const { slope, intercept } = stored;
      const { product, tileRows } = this.plan;
      const pass = this.kernels.prepareScores<FloatArray>({
        ...{ parameters: values, classes, features, slope, intercept, product, tileRows },
      });
      this.scorePass = { pass, of: [parameters, samples] };
    }
    this.scorePass.pass(S, stored.X, first, count);
  }

  private preparedGradients(
    gradients: Stack,
    parameters: Stack,
    samples: Samples,
    update: StepRule | null,
  ): Prepared<GradientPass> {
    if (isFor(this.gradients, gradients, parameters, samples, update)) return this.gradients;
    const { etas, velocities, momentum, nesterov } = update ?? NO_UPDATE;
    const pass = this.kernels.prepareGradients<FloatArray>({
      ...this.optionsOf(parameters, samples),
      ...{ gradients: gradients.values, lambdas: this.lambdas, weights: samples.weights },
      ...{ etas, velocities: velocities?.values ?? null, momentum, nesterov },
    });
    return (this.gradients = { pass, of: [gradients, parameters, samples, update] });
  }

  private preparedEvaluation(
    parameters: Stack,
    samples: Samples,
    room: number,
  ): Prepared<SamplePass> {
    if (this.outputs.losses.length < room) this.outputs = outputsFor(room);
    const known = this.evaluations.get(samples);
    if (isFor(known, parameters, this.outputs)) return known;
    const options = { ...this.optionsOf(parameters, samples), ...this.outputs };
    const prepared = {
      pass: this.kernels.prepareEvaluation<FloatArray>(options),
      of: [parameters, this.outputs],
    };
    this.evaluations.set(samples, prepared);
    return prepared;
  }

  /** Returns the options that all passes share. */
  private optionsOf(parameters: Stack, samples: Samples) {
    const { classes, features, members, values } = parameters;
    const { X, slope, intercept, y } = storedBy(samples, parameters);
    const { loss, labelSmoothing } = this;
    const { product, tileRows } = this.plan;
    return {
      ...{ parameters: values, models: members.length, classes, features },
      ...{ X, slope, intercept, y, loss, labelSmoothing, product, tileRows },
    };
  }
}

function isFor<Pass>(
  prepared: Prepared<Pass> | undefined,
  ...of: readonly unknown[]
): prepared is Prepared<Pass> {
  return prepared !== undefined && of.every((own, i) => own === prepared.of[i]);
}

function storedBy(samples: Samples, { dtype }: Stack) {
  const stored = samples.stored?.(dtype);
  if (stored === undefined) throw new Error('fused passes need samples that lie in memory');
  return stored;
}

function outputsFor(room: number) {
  return {
    losses: new Float64Array(room),
    predicted: new Uint16Array(room),
    probabilities: new Float64Array(room),
    trueProbabilities: new Float64Array(room),
  };
}

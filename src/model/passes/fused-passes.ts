import type { GradientPass, Loss, Product, SamplePass, ScorePass } from '../../../binding';
import type { FloatArray, FusedKernels, Plan } from '../../backend';
import type { BatchPart, Samples } from '../../data';
import type { Parameters, Stack } from '../parameters';
import type { Metrics } from '../metrics/metrics';
import type { StepRule } from '../step-rule';
import { EvaluationOutputs } from './evaluation-outputs';
import type { Passes, Sums } from './passes';

/**
 * The least samples evaluated in one call, but the last: sums over 10,000 images took 1 % longer
 * than in a single call, and 3 to 5 % longer with 512.
 */
const EVALUATED_TOGETHER = 2048;

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
  private outputs = new EvaluationOutputs(0);
  /** Samples evaluated in one call: whole tiles, so that several calls have the bits of one. */
  private readonly together: number;

  /** @param lambdas  λ of each model: M */
  constructor(
    private readonly kernels: FusedKernels,
    private readonly plan: FusedPlan,
    private readonly loss: Loss,
    private readonly labelSmoothing: number,
    private readonly lambdas: Float64Array,
  ) {
    const { tileRows } = plan;
    this.together = Math.ceil(EVALUATED_TOGETHER / tileRows) * tileRows;
  }

  gradient(gradients: Stack, parameters: Stack, rows: BatchPart): void {
    const { pass } = this.preparedGradients(gradients, parameters, rows.samples, null);
    pass(rows.numbers, rows.first, rows.count, false);
  }

  step(gradients: Stack, parameters: Stack, rows: BatchPart, update: StepRule): void {
    const { pass } = this.preparedGradients(gradients, parameters, rows.samples, update);
    pass(rows.numbers, rows.first, rows.count, true);
  }

  add(sums: Sums, parameters: Stack, rows: BatchPart, metrics?: readonly Metrics[]): void {
    if (metrics === undefined) {
      const { pass } = this.preparedSums(sums, parameters, rows.samples, null);
      pass(rows.numbers, rows.first, rows.count);
      return;
    }
    const outputs = this.outputsOf(metrics, rows);
    const { pass } = this.preparedSums(sums, parameters, rows.samples, outputs);
    this.runInto(metrics, pass, outputs, parameters, rows);
  }

  evaluate(metrics: readonly Metrics[], parameters: Stack, rows: BatchPart): void {
    const outputs = this.outputsOf(metrics, rows);
    const { pass } = this.preparedEvaluation(parameters, rows.samples, outputs);
    this.runInto(metrics, pass, outputs, parameters, rows);
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
      const { slope, intercept, mean, inverse } = stored;
      const { product, tileRows } = this.plan;
      const pass = this.kernels.prepareScores<FloatArray>({
        ...{ parameters: values, classes, features, slope, intercept },
        ...{ mean, inverse, product, tileRows },
      });
      this.scorePass = { pass, of: [parameters, samples] };
    }
    this.scorePass.pass(S, stored.X, first, count);
  }

  /** Runs a pass that evaluates each row, in several calls, and adds the rows to the metrics. */
  private runInto(
    metrics: readonly Metrics[],
    pass: SamplePass,
    outputs: EvaluationOutputs,
    parameters: Stack,
    { samples, numbers, first, count }: BatchPart,
  ): void {
    const { y } = storedBy(samples, parameters);
    const end = first + count;
    for (let from = first; from < end; from += this.together) {
      const rows = { samples, numbers, first: from, count: Math.min(this.together, end - from) };
      pass(numbers, rows.first, rows.count);
      outputs.addTo(metrics, y, rows);
    }
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

  /** @param outputs  null for sums alone */
  private preparedSums(
    sums: Sums,
    parameters: Stack,
    samples: Samples,
    outputs: EvaluationOutputs | null,
  ): Prepared<SamplePass> {
    if (isFor(this.sums, sums, parameters, samples, outputs)) return this.sums;
    const { gradients, losses, weight } = sums;
    const pass = this.kernels.prepareSums<FloatArray>({
      ...this.optionsOf(parameters, samples),
      ...{ gradients: gradients.values, losses, weight, weights: samples.weights },
      sampleLosses: outputs?.losses ?? null,
      predicted: outputs?.predicted ?? null,
      probabilities: outputs?.probabilities ?? null,
      trueProbabilities: outputs?.trueProbabilities ?? null,
    });
    return (this.sums = { pass, of: [sums, parameters, samples, outputs] });
  }

  private preparedEvaluation(
    parameters: Stack,
    samples: Samples,
    outputs: EvaluationOutputs,
  ): Prepared<SamplePass> {
    const known = this.evaluations.get(samples);
    if (isFor(known, parameters, outputs)) return known;
    const { losses, predicted, probabilities, trueProbabilities } = outputs;
    const pass = this.kernels.prepareEvaluation<FloatArray>({
      ...this.optionsOf(parameters, samples),
      ...{ losses, predicted, probabilities, trueProbabilities },
    });
    const prepared = { pass, of: [parameters, outputs] };
    this.evaluations.set(samples, prepared);
    return prepared;
  }

  /** Returns room for what one call hands out of the rows. */
  private outputsOf(metrics: readonly Metrics[], { count }: BatchPart): EvaluationOutputs {
    const room = metrics.length * Math.min(this.together, count);
    if (this.outputs.losses.length < room) this.outputs = new EvaluationOutputs(room);
    return this.outputs;
  }

  /** Returns the options that all passes share. */
  private optionsOf(parameters: Stack, samples: Samples) {
    const { classes, features, members, values } = parameters;
    const { X, slope, intercept, mean, inverse, y } = storedBy(samples, parameters);
    const { loss, labelSmoothing } = this;
    const { product, tileRows } = this.plan;
    return {
      ...{ parameters: values, models: members.length, classes, features },
      ...{ X, slope, intercept, mean, inverse, y, loss, labelSmoothing, product, tileRows },
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

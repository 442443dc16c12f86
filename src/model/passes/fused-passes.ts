import type { EvaluationOptions, GradientPass, Product, SamplePass } from '../../../binding';
import type { FloatArray, FusedKernels, Plan } from '../../backend';
import type { Samples } from '../../data';
import type { Objective } from '../objective';
import type { Stack } from '../parameters';
import type { Tally } from '../tally';
import type { Update } from '../update';
import type { Passes, Sums } from './passes';

/** Samples that are evaluated in one call: enough for several threads, a fraction of a millisecond. */
const EVALUATED_TOGETHER = 512;

/** For gradients without a step. */
const NO_MOMENTUM = { velocities: null, momentum: 0, nesterov: false };

/** A plan of fused kernels. */
export type FusedPlan = Plan & { readonly product: Product };

/** A pass for gradients, and what it was prepared for. */
interface PreparedGradients {
  readonly pass: GradientPass;
  readonly gradients: Stack;
  readonly parameters: Stack;
  readonly lambdas: Float64Array;
  readonly samples: Samples;
  /** How steps go; its η are written before each step. */
  readonly update: Update;
}

interface PreparedSums extends Sums {
  readonly pass: SamplePass;
  readonly parameters: Stack;
  readonly samples: Samples;
}

/** The outputs of an evaluation. */
type Outputs = Pick<
  EvaluationOptions<FloatArray>,
  'losses' | 'predicted' | 'probabilities' | 'trueProbabilities'
>;

interface PreparedEvaluation extends Outputs {
  readonly pass: SamplePass;
  readonly parameters: Stack;
  readonly samples: Samples;
}

/**
 * Whole passes in one call of a backend's fused kernels, for samples that lie in memory. A pass is
 * prepared when it is first run, and again when it is run with other arrays.
 */
export class FusedPasses implements Passes {
  private preparedGradients: PreparedGradients | undefined;
  private preparedSums: PreparedSums | undefined;
  private preparedEvaluation: PreparedEvaluation | undefined;
  /** The whole buffer of the last mini-batch's numbers. */
  private order: Uint32Array = new Uint32Array(0);

  constructor(
    private readonly kernels: FusedKernels,
    readonly plan: FusedPlan,
    readonly objective: Objective,
  ) {}

  gradients(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    const prepared = this.preparedFor(gradients, parameters, lambdas, null, samples);
    prepared.pass(this.orderOf(batch), firstOf(batch), batch.length, false);
  }

  steps(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    update: Update,
    samples: Samples,
    batch: Uint32Array,
  ): void {
    const prepared = this.preparedFor(gradients, parameters, lambdas, update, samples);
    prepared.update.etas.set(update.etas);
    prepared.pass(this.orderOf(batch), firstOf(batch), batch.length, true);
  }

  sums(sums: Sums, parameters: Stack, samples: Samples, batch: Uint32Array): void {
    const { pass } = this.preparedSumsFor(sums, parameters, samples);
    pass(this.orderOf(batch), firstOf(batch), batch.length);
  }

  answers(
    tallies: readonly Tally[],
    parameters: Stack,
    samples: Samples,
    numbers: Uint32Array,
  ): void {
    const models = tallies.length;
    const room = models * Math.min(EVALUATED_TOGETHER, numbers.length);
    const prepared = this.evaluationOf(parameters, samples, room);
    const { pass, losses, predicted, probabilities, trueProbabilities } = prepared;
    const { y } = storedBy(samples, parameters);
    const { weights } = samples;
    for (let first = 0; first < numbers.length; first += EVALUATED_TOGETHER) {
      const count = Math.min(EVALUATED_TOGETHER, numbers.length - first);
      pass(numbers, first, count);
      for (let m = 0; m < models; m++) {
        for (let i = 0; i < count; i++) {
          const at = m * count + i;
          const number = numbers[first + i];
          const lossOfSample = weights === null ? losses[at] : weights[number] * losses[at];
          const own = trueProbabilities[at];
          tallies[m].add(lossOfSample, y[number], predicted[at], probabilities[at], own);
        }
      }
    }
  }

  /** Without an update, the pass that the last one of the same arrays has, whatever its update. */
  private preparedFor(
    gradients: Stack,
    parameters: Stack,
    lambdas: Float64Array,
    update: Update | null,
    samples: Samples,
  ): PreparedGradients {
    const last = this.preparedGradients;
    const isRight =
      last?.gradients === gradients &&
      last.parameters === parameters &&
      last.samples === samples &&
      areEqual(last.lambdas, lambdas) &&
      (update === null || isSameBut(last.update, update));
    if (isRight) return last;
    const { velocities, momentum, nesterov } = update ?? NO_MOMENTUM;
    const etas = new Float64Array(parameters.members.length);
    const pass = this.kernels.prepareGradients<FloatArray>({
      ...this.optionsOf(parameters, samples),
      ...{ gradients: gradients.values, lambdas, weights: samples.weights },
      ...{ etas, velocities: velocities?.values ?? null, momentum, nesterov },
    });
    return (this.preparedGradients = {
      ...{ pass, gradients, parameters, samples },
      lambdas: lambdas.slice(),
      update: { etas, velocities, momentum, nesterov },
    });
  }

  private preparedSumsFor(
    { gradients, losses, weight }: Sums,
    parameters: Stack,
    samples: Samples,
  ): PreparedSums {
    const last = this.preparedSums;
    const hasOutputs =
      last?.gradients === gradients && last.losses === losses && last.weight === weight;
    if (hasOutputs && last.parameters === parameters && last.samples === samples) return last;
    const pass = this.kernels.prepareSums<FloatArray>({
      ...this.optionsOf(parameters, samples),
      ...{ gradients: gradients.values, losses, weight, weights: samples.weights },
    });
    return (this.preparedSums = { pass, gradients, losses, weight, parameters, samples });
  }

  private evaluationOf(parameters: Stack, samples: Samples, room: number): PreparedEvaluation {
    const last = this.preparedEvaluation;
    const hasRoom = last !== undefined && last.losses.length >= room;
    if (hasRoom && last.parameters === parameters && last.samples === samples) return last;
    const { losses, predicted, probabilities, trueProbabilities } = hasRoom
      ? last
      : outputsFor(room);
    const outputs = { losses, predicted, probabilities, trueProbabilities };
    const options = { ...this.optionsOf(parameters, samples), ...outputs };
    const pass = this.kernels.prepareEvaluation<FloatArray>(options);
    return (this.preparedEvaluation = { ...outputs, pass, parameters, samples });
  }

  /** The options that passes of samples share. */
  private optionsOf(parameters: Stack, samples: Samples) {
    const { classes, features, members, values } = parameters;
    const { X, slope, intercept, y } = storedBy(samples, parameters);
    const { loss, labelSmoothing } = this.objective;
    const { product, tileRows } = this.plan;
    return {
      ...{ parameters: values, models: members.length, classes, features },
      ...{ X, slope, intercept, y, loss, labelSmoothing, product, tileRows },
    };
  }

  /**
   * The numbers of which a mini-batch is a view: in an epoch's order, the next mini-batch follows in
   * the same memory, and its samples can be fetched ahead. Whatever else follows is harmless.
   */
  private orderOf({ buffer }: Uint32Array): Uint32Array {
    if (this.order.buffer !== buffer) {
      const length = Math.floor(buffer.byteLength / Uint32Array.BYTES_PER_ELEMENT);
      this.order = new Uint32Array(buffer, 0, length);
    }
    return this.order;
  }
}

/** Where a mini-batch begins in `orderOf`. */
const firstOf = ({ byteOffset }: Uint32Array): number => byteOffset / Uint32Array.BYTES_PER_ELEMENT;

function storedBy(samples: Samples, { precision }: Stack) {
  const stored = samples.stored?.(precision);
  if (stored === undefined) throw new Error('fused passes need samples that lie in memory');
  return stored;
}

function outputsFor(room: number): Outputs {
  return {
    losses: new Float64Array(room),
    predicted: new Uint16Array(room),
    probabilities: new Float64Array(room),
    trueProbabilities: new Float64Array(room),
  };
}

function areEqual(some: Float64Array, others: Float64Array): boolean {
  if (some.length !== others.length) return false;
  for (let i = 0; i < some.length; i++) if (!Object.is(some[i], others[i])) return false;
  return true;
}

/** Whether updates differ in η alone. */
function isSameBut(some: Update, other: Update): boolean {
  return (
    some.velocities === other.velocities &&
    some.momentum === other.momentum &&
    some.nesterov === other.nesterov
  );
}

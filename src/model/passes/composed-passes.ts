import type { Backend, FloatArray, Plan } from '../../backend';
import type { BatchPart, Samples } from '../../data';
import { scoresBackward, scoresForward } from '../linear-scores';
import { LOSS_FUNCTIONS, type LossFunction, type ScoredRows } from '../losses';
import type { Objective } from '../objective';
import type { Parameters, Stack } from '../parameters';
import { ForwardedMetrics } from '../metrics/forwarded-metrics';
import type { Metrics } from '../metrics/metrics';
import { applyStep, type StepRule } from '../step-rule';
import { penaltyBackward } from '../weight-penalty';
import type { Passes, Sums } from './passes';

/**
 * Passes composed of a backend's simple kernels, against which fused ones are tested. A tile of
 * rows is gathered, scored and, for the gradient, used again while it is in the processor's cache.
 * All buffers are allocated once, here.
 */
export class ComposedPasses implements Passes {
  /** X: tile rows × d. */
  private readonly X: FloatArray;
  /** y: tile rows. */
  private readonly y: Uint16Array;
  /** Tile rows × K: the scores S, then G. */
  private readonly S: FloatArray;
  /** Tile rows. */
  private readonly weights: Float64Array;
  private readonly loss: LossFunction;
  private readonly labelSmoothing: number;

  /** @param lambdas  λ of each model: M */
  constructor(
    private readonly backend: Backend,
    private readonly plan: Plan,
    { classes, features, dtype }: Stack,
    { loss, labelSmoothing }: Objective,
    private readonly lambdas: Float64Array,
  ) {
    const { tileRows } = plan;
    this.X = backend.allocate(dtype, tileRows * features);
    this.y = new Uint16Array(tileRows);
    this.S = backend.allocate(dtype, tileRows * classes);
    this.weights = new Float64Array(tileRows);
    this.loss = LOSS_FUNCTIONS[loss];
    this.labelSmoothing = labelSmoothing;
  }

  gradient(gradients: Stack, parameters: Stack, rows: BatchPart): void {
    gradients.values.fill(0);
    this.addGradients(gradients, parameters, rows, rows.count);
    parameters.members.forEach(({ weights }, m) => {
      penaltyBackward(gradients.members[m].weights, weights, this.lambdas[m]);
    });
  }

  step(gradients: Stack, parameters: Stack, rows: BatchPart, update: StepRule): void {
    this.gradient(gradients, parameters, rows);
    applyStep(this.backend, parameters, gradients, update);
  }

  add(
    { gradients, losses, weight }: Sums,
    parameters: Stack,
    rows: BatchPart,
    metrics?: readonly Metrics[],
  ): void {
    const { classes, members } = parameters;
    const own = members.map((_, m) => new ForwardedMetrics(classes, metrics?.[m]));
    this.addGradients(gradients, parameters, rows, 1, own);
    own.forEach(({ totalLoss }, m) => (losses[m] += totalLoss));
    const { samples, numbers, first, count } = rows;
    for (let i = first; i < first + count; i++) {
      weight[0] += samples.weights === null ? 1 : samples.weights[numbers[i]];
    }
  }

  evaluate(metrics: readonly Metrics[], parameters: Stack, rows: BatchPart): void {
    const { backend, labelSmoothing, loss, S, X } = this;
    for (const tile of this.tiles(rows, parameters.classes)) {
      parameters.members.forEach((model, m) => {
        scoresForward(backend, S, X, model, tile.rows);
        loss.evaluate(tile, labelSmoothing, metrics[m]);
      });
    }
  }

  scores(
    S: FloatArray,
    parameters: Parameters,
    samples: Samples,
    first: number,
    count: number,
  ): void {
    const { backend, plan, X, y } = this;
    const K = parameters.classes;
    for (let from = 0; from < count; from += plan.tileRows) {
      const rows = Math.min(plan.tileRows, count - from);
      samples.gather(samples.inOrder, first + from, rows, X, y);
      scoresForward(backend, S.subarray(from * K, (from + rows) * K), X, parameters, rows);
    }
  }

  /**
   * dW ← dW + Gᵀ X and db ← db + Σ rows of G, where G is divided by the batch size.
   *
   * @param metrics  of each model, to which each row's evaluation is added
   */
  private addGradients(
    gradients: Stack,
    parameters: Stack,
    rows: BatchPart,
    batchSize: number,
    metrics?: readonly Metrics[],
  ): void {
    const { backend, labelSmoothing, loss, S, X } = this;
    for (const tile of this.tiles(rows, parameters.classes)) {
      parameters.members.forEach((model, m) => {
        scoresForward(backend, S, X, model, tile.rows);
        if (metrics !== undefined) loss.evaluate(tile, labelSmoothing, metrics[m]);
        loss.backward(tile, labelSmoothing, batchSize);
        scoresBackward(backend, gradients.members[m], S, X, tile.rows);
      });
    }
  }

  /** Gathers one tile of rows after another into X, y and the weights. */
  private *tiles(
    { samples, numbers, first, count }: BatchPart,
    classes: number,
  ): Generator<ScoredRows> {
    const { S, X, y } = this;
    const weights = samples.weights && this.weights;
    const end = first + count;
    for (let from = first; from < end; from += this.plan.tileRows) {
      const rows = Math.min(this.plan.tileRows, end - from);
      samples.gather(numbers, from, rows, X, y);
      for (let i = 0; weights !== null && i < rows; i++) {
        weights[i] = samples.weights?.[numbers[from + i]] ?? 1;
      }
      yield { S, y, weights, rows, classes };
    }
  }
}

import { summing } from '../../../cluster';
import { slicesOf } from '../../../data';
import { ParameterStack, type LinearObjective, type Metrics, type Stack } from '../../../model';
import type { Task } from '../../../tasks';
import type { SolverParts } from '../solver';

/** Multiplications of a slice of rows: some milliseconds. */
const SLICE_PRODUCTS = 2 ** 26;

const SLICE_ROWS = { least: 64, most: 4096 };

/** The cost and its gradient at a point. */
export interface Valued {
  readonly cost: number;
  /** ∂J/∂[W, b]: K·d + K. */
  readonly gradient: Float64Array;
}

/** Returns the most rows that pass through models together: fewer of wide ones. */
export function sliceRows({ classes, features, members }: Stack): number {
  const products = SLICE_PRODUCTS / (classes * features * members.length);
  return Math.floor(Math.min(SLICE_ROWS.most, Math.max(SLICE_ROWS.least, products)));
}

/**
 * Passes of all rows through models, for the cost and its gradient. Slices of rows are summed in the
 * objective's dtype and added up in float64, so that a float32 gradient has the rounding errors of
 * some thousand terms and not of all.
 */
export class FullPass {
  private readonly slice;
  private readonly total: Stack;

  /** @param shape  of the models, in the dtype to compute in */
  constructor(
    private readonly objective: LinearObjective,
    private readonly shape: Stack,
    private readonly parts: Pick<SolverParts, 'all' | 'backend' | 'source'>,
  ) {
    const { classes, features, members } = shape;
    this.slice = objective.noSums();
    this.total = new ParameterStack(members.length, classes, features, 'float64', parts.backend);
  }

  /**
   * Computes the cost of each model and its gradient, as a cooperative task.
   *
   * @param metrics  of each model; gets every row's loss and prediction
   */
  *run(parameters: Stack, metrics: readonly Metrics[]): Task<Valued[]> {
    const { gradients, losses, weight } = this.slice;
    const total = this.total.values;
    total.fill(0);
    losses.fill(0);
    weight.fill(0);
    for (const part of slicesOf(this.parts.source, sliceRows(this.shape))) {
      if (part instanceof Promise) {
        yield part;
        continue;
      }
      gradients.values.fill(0);
      this.objective.add(this.slice, parameters, [part], metrics);
      for (let i = 0; i < total.length; i++) total[i] += gradients.values[i];
      yield;
    }
    yield* this.sharing(metrics);
    const sums = { gradients: this.total, losses, weight };
    const costs = this.objective.finish(sums, parameters);
    return this.total.members.map((member, m) => ({
      cost: costs[m],
      gradient: member.flat() as Float64Array,
    }));
  }

  /** Adds up the sums and the metrics over the processes. */
  private *sharing(metrics: readonly Metrics[]): Task<void> {
    const { all } = this.parts;
    if (all.size === 1) return;
    const { losses, weight } = this.slice;
    const evaluated = metrics.map((own) => own.sums());
    yield* summing(all, this.total.values, losses, weight, ...evaluated);
    metrics.forEach((own, m) => own.takeSums(evaluated[m]));
  }
}

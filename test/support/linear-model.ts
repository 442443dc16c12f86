import type { Backend, Plan } from '../../src/backend';
import { classifierCost, type CheckedCost } from '../../src/checks';
import { batchOf, type Samples } from '../../src/data';
import {
  LinearObjective,
  type Evaluation,
  type Objective,
  type Parameters,
  type Metrics,
  type StepRule,
} from '../../src/model';

/** Options of a model. */
export interface ModelOptions {
  readonly objective?: Objective;
  readonly plan?: Plan;
  /** The number of rows that pass together. By default the plan's. */
  readonly tileRows?: number;
  /** The class of the cost. By default the correct one. */
  readonly Cost?: typeof LinearObjective;
}

/** A model with its parameters and its cost, for any λ. */
export class LinearModel {
  readonly plan: Plan;
  private readonly objective: LinearObjective;

  constructor(
    readonly parameters: Parameters,
    backend: Backend,
    {
      objective,
      plan = backend.planFor(parameters),
      tileRows,
      Cost = LinearObjective,
    }: ModelOptions = {},
  ) {
    this.plan = tileRows === undefined ? plan : { ...plan, tileRows, reason: 'asked for' };
    this.objective = new Cost(backend, parameters, { objective, plan: this.plan });
  }

  /** The cost with a λ. */
  cost(lambda: number): LinearObjective {
    return this.objective.withLambdas([lambda]);
  }

  evaluate(samples: Samples, numbers: Uint32Array, lambda: number): Evaluation {
    return this.cost(lambda).cost(this.parameters, samples, numbers);
  }

  costGradient(gradient: Parameters, samples: Samples, batch: Uint32Array, lambda: number): void {
    this.cost(lambda).gradient(gradient, this.parameters, samples, batch);
  }

  step(
    gradient: Parameters,
    samples: Samples,
    batch: Uint32Array,
    lambda: number,
    update: StepRule,
  ): void {
    this.cost(lambda).step(gradient, this.parameters, batchOf(samples, batch), update);
  }

  addTo(metrics: Metrics, samples: Samples, numbers: Uint32Array): void {
    this.objective.evaluate([metrics], this.parameters, batchOf(samples, numbers));
  }

  evaluation(metrics: Metrics, lambda: number): Evaluation {
    return this.cost(lambda).evaluation(metrics, this.parameters);
  }
}

/** The cost of a model on samples, to check. */
export function costOf(
  model: LinearModel,
  samples: Samples,
  numbers: Uint32Array,
  lambda: number,
): CheckedCost {
  return classifierCost(model.cost(lambda), model.parameters, samples, numbers);
}

import type { Backend, Plan } from '../../backend';
import type { Samples } from '../../data';
import { CROSS_ENTROPY, type Objective } from '../objective';
import type { Stack } from '../parameters';
import { ComposedPasses } from './composed-passes';
import { FusedPasses, type FusedPlan } from './fused-passes';
import type { Passes } from './passes';

export type { Passes, Sums } from './passes';

/** What passes are made for. */
export interface PassOptions {
  /** What is minimised; by default, softmax and cross-entropy. */
  readonly objective?: Objective;
  /** How samples pass; by default as suits the shape on the backend. */
  readonly plan?: Plan;
}

/**
 * The passes that models of a shape make on a backend: fused where the backend has them and the
 * samples lie in memory, composed of simple kernels elsewhere.
 */
export class ModelPasses implements Passes {
  readonly plan: Plan;
  private readonly fused: FusedPasses | null;
  /** Made when first needed: its buffers are of the size of a tile. */
  private composed: ComposedPasses | undefined;

  private readonly objective: Objective;

  constructor(
    private readonly backend: Backend,
    private readonly shape: Stack,
    { objective = CROSS_ENTROPY, plan = backend.planFor(shape) }: PassOptions = {},
  ) {
    this.plan = plan;
    this.objective = objective;
    this.fused = backend.fused && new FusedPasses(backend.fused, plan as FusedPlan, objective);
  }

  readonly gradients: Passes['gradients'] = (gradients, parameters, lambdas, samples, batch) => {
    this.passesFor(samples).gradients(gradients, parameters, lambdas, samples, batch);
  };

  readonly steps: Passes['steps'] = (gradients, parameters, lambdas, update, samples, batch) => {
    this.passesFor(samples).steps(gradients, parameters, lambdas, update, samples, batch);
  };

  readonly sums: Passes['sums'] = (sums, parameters, samples, batch) => {
    this.passesFor(samples).sums(sums, parameters, samples, batch);
  };

  readonly answers: Passes['answers'] = (tallies, parameters, samples, numbers) => {
    this.passesFor(samples).answers(tallies, parameters, samples, numbers);
  };

  private passesFor(samples: Samples): Passes {
    if (this.fused !== null && samples.stored !== undefined) return this.fused;
    return (this.composed ??= new ComposedPasses(
      this.backend,
      this.plan,
      this.shape,
      this.objective,
    ));
  }
}

import type { Backend, Plan } from '../../backend';
import type { Samples } from '../../data';
import type { Stack } from '../parameters';
import { ComposedPasses } from './composed-passes';
import { FusedPasses, type FusedPlan } from './fused-passes';
import type { Passes } from './passes';

export type { Passes } from './passes';

/**
 * The passes that models of a shape make on a backend: fused where the backend has them and the
 * samples lie in memory, composed of simple kernels elsewhere.
 */
export class ModelPasses implements Passes {
  readonly plan: Plan;
  private readonly fused: FusedPasses | null;
  /** Made when first needed: its buffers are of the size of a tile. */
  private composed: ComposedPasses | undefined;

  /** @param tileRows  how many rows a tile has; by default what suits the shape on the backend */
  constructor(
    private readonly backend: Backend,
    private readonly shape: Stack,
    tileRows?: number,
  ) {
    const plan = backend.planFor(shape);
    this.plan = tileRows === undefined ? plan : { ...plan, tileRows, reason: 'asked for' };
    this.fused = backend.fused && new FusedPasses(backend, backend.fused, this.plan as FusedPlan);
  }

  readonly gradients: Passes['gradients'] = (gradients, parameters, lambdas, samples, batch) => {
    this.passesFor(samples).gradients(gradients, parameters, lambdas, samples, batch);
  };

  readonly steps: Passes['steps'] = (gradients, parameters, lambdas, etas, samples, batch) => {
    this.passesFor(samples).steps(gradients, parameters, lambdas, etas, samples, batch);
  };

  readonly answers: Passes['answers'] = (tallies, parameters, samples, numbers) => {
    this.passesFor(samples).answers(tallies, parameters, samples, numbers);
  };

  private passesFor(samples: Samples): Passes {
    if (this.fused !== null && samples.stored !== undefined) return this.fused;
    return (this.composed ??= new ComposedPasses(this.backend, this.plan, this.shape));
  }
}

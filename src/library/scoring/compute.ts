import type { Backend, Plan } from '../../backend';

/** The means by which a fitted model computes. */
export interface Compute {
  readonly backend: Backend;
  readonly plan: Plan;
}

import type { Backend, Plan } from '../../backend';

/** What a fitted model computes with. */
export interface Compute {
  readonly backend: Backend;
  readonly plan: Plan;
}

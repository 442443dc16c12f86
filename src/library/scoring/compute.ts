import type { Backend, Plan } from '../../backend';

export interface Compute {
  readonly backend: Backend;
  readonly plan: Plan;
}

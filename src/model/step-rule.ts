import type { Backend, FloatArray } from '../backend';
import type { Stack } from './parameters';

/**
 * The step of each model, with gradient g of loss and penalty, and velocity v of the same shape:
 * v ← μ v + g, then θ ← θ − η v, or θ ← θ − η (g + μ v) with Nesterov's momentum. Without momentum,
 * θ ← θ − η g.
 *
 * Source: Sutskever et al., "On the importance of initialization and momentum in deep learning",
 * 2013, as in `torch.optim.SGD` without dampening: η scales the velocity at each use.
 */
export interface StepRule {
  /** η of each model. */
  readonly etas: Float64Array;
  /** μ, from 0 to below 1. */
  readonly momentum: number;
  readonly nesterov: boolean;
  /** v of each model, updated by each step; null if μ is 0. */
  readonly velocities: Stack | null;
}

/** Returns a step rule without momentum. */
export function plainStep(etas: Float64Array): StepRule {
  return { etas, momentum: 0, nesterov: false, velocities: null };
}

/** Makes a step with a backend's simple kernels, against which fused ones are tested. */
export function applyStep(
  backend: Backend,
  parameters: Stack,
  gradients: Stack,
  { etas, momentum, nesterov, velocities }: StepRule,
): void {
  parameters.members.forEach((model, m) => {
    for (const part of ['weights', 'bias'] as const) {
      const values = model[part];
      const gradient = gradients.members[m][part];
      const velocity = velocities?.members[m][part] ?? null;
      if (velocity !== null) addTo(velocity, momentum, gradient);
      if (velocity === null || nesterov) backend.axpy(values.length, -etas[m], gradient, values);
      if (velocity === null) continue;
      const factor = nesterov ? -etas[m] * momentum : -etas[m];
      backend.axpy(values.length, factor, velocity, values);
    }
  });
}

/** v ← μ v + g. */
function addTo(velocity: FloatArray, momentum: number, gradient: FloatArray): void {
  for (let i = 0; i < velocity.length; i++) velocity[i] = momentum * velocity[i] + gradient[i];
}

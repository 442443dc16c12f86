import type { Parameters } from '../model';

/** One step of gradient descent: W ← W − η dW, b ← b − η db. */
export function descend(parameters: Parameters, gradient: Parameters, eta: number): void {
  const slab = parameters.slab;
  const change = gradient.slab;
  for (let i = 0; i < slab.length; i++) slab[i] -= eta * change[i];
}

import type { Others } from './setting';
import type { GivenSettings } from './settings';
import { SETTINGS } from './table';

/** Settings that suit features by patches, found on validation images of CIFAR-10. */
export const WITH_PATCHES = {
  eta: 32,
  lambda: 1e-7,
  labelSmoothing: 0.1,
  batchSize: 128,
  momentum: 0.9,
  schedule: { kind: 'cosine' },
  epochs: 20,
  standardise: 'damped',
} as const satisfies GivenSettings;

/** The defaults of settings for features by patches: those that mean something to the solver. */
export function settingsWithPatches(solver: string): Others {
  const isUsed = ([name]: [string, unknown]): boolean => {
    // A solver that goes to the optimum ends there, and not after so many epochs; its λ is chosen anew.
    if (name === 'epochs' || name === 'labelSmoothing') return solver === SETTINGS.solver.default;
    return SETTINGS[name as keyof typeof SETTINGS].solvers?.includes(solver) ?? true;
  };
  return Object.fromEntries(Object.entries(WITH_PATCHES).filter(isUsed));
}

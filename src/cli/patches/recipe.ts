import { SETTINGS, type GivenSettings, type Others } from '../../training';

/** Settings that suit features by patches, found on validation images of CIFAR-10. */
const RECIPE: GivenSettings = {
  eta: 32,
  lambda: 1e-7,
  labelSmoothing: 0.1,
  batchSize: 128,
  momentum: 0.9,
  schedule: { kind: 'cosine' },
  epochs: 20,
  standardise: 'damped',
};

/** The defaults of settings for features by patches: those that mean something to the solver. */
export function recipeFor(solver: string): Others {
  const isUsed = ([name]: [string, unknown]): boolean => {
    // A solver that goes to the optimum ends there, and not after so many epochs; its λ is chosen anew.
    if (name === 'epochs' || name === 'labelSmoothing') return solver === SETTINGS.solver.default;
    return SETTINGS[name as keyof typeof SETTINGS].solvers?.includes(solver) ?? true;
  };
  return Object.fromEntries(Object.entries(RECIPE).filter(isUsed));
}

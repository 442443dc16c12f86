/** How texts for people speak of a solver. */
export interface SolverWords {
  readonly title: string;
  /** What an epoch of it is called. */
  readonly unit: 'epoch' | 'iteration';
}

/** The words for each solver, by its name in the setting `solver`. */
export const SOLVER_WORDS = {
  'mini-batch': { title: 'mini-batch gradient descent', unit: 'epoch' },
  lbfgs: { title: 'L-BFGS', unit: 'iteration' },
} satisfies Readonly<Record<string, SolverWords>>;

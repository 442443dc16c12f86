import type { ReportedRun } from '../../src/report';
import type { Certificate } from '../../src/training';
import { runOf } from './reported-run';

/** A certificate at λ 0.1, with changes. */
export function certificateOf(changes: Partial<Certificate>): Certificate {
  const gradientNorm = 3.2e-4;
  const gap = gradientNorm ** 2 / 0.4;
  return {
    cost: 2,
    gradientNorm,
    gap,
    relativeGap: gap / 2,
    distance: gradientNorm / 0.2,
    accuracy: { least: 0.31234, most: 0.559 },
    isReached: true,
    reason: null,
    ...changes,
  };
}

/** A run of L-BFGS at λ 0.1 whose costs fell to 2 in three iterations, with changes. */
export function optimumRun(changes: Partial<ReportedRun> = {}): ReportedRun {
  const certificate = certificateOf({});
  const run = runOf({ costs: [2.3, 2.01, 2] });
  const gaps = [4.6, 0.01, certificate.gap];
  return {
    ...run,
    configuration: null,
    solver: 'lbfgs',
    lambda: 0.1,
    epochs: 1000,
    history: run.history.map((record, i) => ({ ...record, gap: gaps[i] })),
    certificate,
    ...changes,
  };
}

import type { Backend } from '../../backend';
import { classifierCost, type CheckedCost, type GradientCheck } from '../../checks';
import type { Samples } from '../../data';
import { LinearObjective, type Objective, type Parameters } from '../../model';
import type { ReportedCheck } from '../../report';

/** The number of samples, from the first on, that the assignment's report checks gradients on. */
export const CHECKED_SAMPLES = 20;

export interface CheckedLambdas {
  readonly backend: Backend;
  readonly parameters: Parameters;
  readonly samples: Samples;
  /** The number of samples to check on, from the first on. */
  readonly count: number;
  readonly lambdas: readonly number[];
  /** The loss without the penalty. By default the assignment's cross-entropy. */
  readonly objective?: Objective;
}

/** Checks the gradient of the cost with each λ. An interruption ends it, and keeps finished checks. */
export async function checkLambdas(
  { backend, parameters, samples, count, lambdas, objective }: CheckedLambdas,
  check: (cost: CheckedCost, lambda: number) => Promise<GradientCheck>,
  signal: AbortSignal,
): Promise<ReportedCheck[]> {
  const numbers = samples.inOrder.subarray(0, count);
  const checks: ReportedCheck[] = [];
  try {
    for (const lambda of lambdas) {
      const options = { objective, lambdas: [lambda] };
      const penalised = new LinearObjective(backend, parameters, options);
      const cost = classifierCost(penalised, parameters, samples, numbers);
      checks.push({ lambda, ...(await check(cost, lambda)) });
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return checks;
}

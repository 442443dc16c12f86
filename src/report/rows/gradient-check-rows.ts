import type { ReportedGradientCheck } from '../results/results';
import { percent } from '../text/format';
import { exponent } from '../text/tables';
import type { Rows } from './rows';

/** What the errors in `gradientCheckRows` are. */
export const GRADIENT_ERROR_WORDS =
  'An error is |gₐ − gₙ|, the distance of the analytic from the numerical derivative.';

/** The errors of weights and bias for each λ; at least one was checked. */
export function gradientCheckRows({ checks }: ReportedGradientCheck): Rows {
  const below = `below ${checks[0].tolerance.toExponential()}`;
  const errors = ['largest error', 'mean error', 'largest relative error'];
  return {
    headings: ['λ', 'parameters', 'checked', below, ...errors],
    rows: checks.flatMap(({ lambda, groups }) =>
      groups.map((group) => [
        String(lambda),
        group.name,
        `${group.checked} of ${group.parameters}`,
        percent(group.belowTolerance),
        exponent(group.largestError),
        exponent(group.meanError),
        exponent(group.largestRelativeError),
      ]),
    ),
  };
}

/** What was compared. */
export function gradientCheckWords({ samples, checks: [first] }: ReportedGradientCheck): string {
  return (
    `Analytic against numerical derivatives of the cost (${first.scheme} differences, h = ` +
    `${first.step.toExponential()}, float64) on the first ${samples} training samples.`
  );
}

/** The verdict, and what it rests on. */
export function gradientVerdict({ checks, complete, passed }: ReportedGradientCheck) {
  const errors = checks.flatMap(({ groups }) => groups.map(({ largestError }) => largestError));
  return {
    mark: passed ? '✓' : '✗',
    verdict: passed ? 'The gradients are right' : 'The gradients are WRONG',
    why: `: errors up to ${exponent(Math.max(...errors))}${complete ? '' : '; the check was stopped before its end'}`,
  };
}

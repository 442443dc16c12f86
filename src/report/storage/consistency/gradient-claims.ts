import type { ReportedGradientCheck } from '../../results/results';
import type { Claims } from './claims';

/** A mean of equal numbers may be rounded up. */
const ABOVE = 1 + 1e-9;

/** Asserts that the verdicts of a gradient check are those of its figures. */
export function assertGradientCheck(
  claims: Claims,
  { passed, checks }: ReportedGradientCheck,
): void {
  checks.forEach((check, i) => {
    const own = claims.at('checks').at(i);
    check.groups.forEach((group, g) => assertGroup(own.at('groups').at(g), group));
    const all = check.groups.every((group) => group.passed);
    own.at('passed').equal(check.passed, all, 'as its groups');
  });
  const all = checks.every((check) => check.passed);
  claims.at('passed').assert(all || !passed, 'false, as a check failed', passed);
}

type Group = ReportedGradientCheck['checks'][number]['groups'][number];

function assertGroup(claims: Claims, group: Group): void {
  const { checked, parameters, belowTolerance, largestError, meanError, passed, worst } = group;
  claims.at('checked').assert(checked <= parameters, `at most ${parameters}`, checked);
  claims.at('belowTolerance').partOf(belowTolerance, checked);
  claims
    .at('meanError')
    .assert(!(meanError > largestError * ABOVE), `at most ${largestError}`, meanError);
  const isPossible = !passed || belowTolerance === 1;
  claims.at('passed').assert(isPossible, 'false, as some errors are not below it', passed);
  const error = Math.abs(worst.analytic - worst.numerical);
  if (Number.isNaN(error)) return;
  const scale = Math.abs(worst.analytic) * 1e-6;
  claims.at('largestError').close(largestError, error, 'that of the worst parameter', scale);
}

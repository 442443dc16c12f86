import Table from 'cli-table3';
import type { GroupComparison, PathPrecision } from '../../checks';
import { percent } from './format';
import type { ReportedCheck } from '../results/results';

const style = { head: [], border: [], compact: true };

function tableOf(headings: readonly string[], rows: string[][]): string {
  const colAligns = headings.map(() => 'right' as const);
  const table = new Table({ head: [...headings], colAligns, style });
  table.push(...rows);
  return table.toString();
}

/** The assignment report's statement, for central differences on the first 20 samples. */
export const ASSIGNMENT_REPORT_CHECK =
  'The assignment report: 100 % below 1e-6, largest weight error 6.4e-8, largest bias error 4.75e-8.';

/** The errors of weights and bias, for each λ. */
export function gradientCheckTable(checks: readonly ReportedCheck[]): string {
  const [{ tolerance }] = checks;
  const headings = [
    'λ',
    '',
    'checked',
    `below ${tolerance.toExponential()}`,
    'largest',
    'mean',
    'largest relative',
  ];
  return tableOf(
    headings,
    checks.flatMap(({ lambda, groups }) =>
      groups.map((group) => [
        String(lambda),
        group.name,
        String(group.checked),
        percent(group.belowTolerance),
        exponent(group.largestError),
        exponent(group.meanError),
        exponent(group.largestRelativeError),
      ]),
    ),
  );
}

/** The parameter with the largest error of each kind and for each λ, one a line. */
export function worstParameters(checks: readonly ReportedCheck[]): string {
  return checks
    .flatMap(({ lambda, groups }) =>
      groups.map(({ name, worst }) => {
        const place = `λ ${lambda}, worst of ${name}: ${placeOf(name, worst)}`;
        return `${place}, analytic ${digits(worst.analytic)}, numerical ${digits(worst.numerical)}`;
      }),
    )
    .join('\n');
}

function placeOf(name: string, { index: [k, j] }: GroupComparison['worst']): string {
  return name === 'weights' ? `class ${k}, feature ${j}` : `class ${k}`;
}

/** The float32 gradients of each path. */
export function precisionTable(paths: readonly PathPrecision[]): string {
  const headings = [
    'backend',
    'threads',
    'tile',
    'batch',
    'weights',
    'in the norm',
    'largest relative',
  ];
  return tableOf(
    headings,
    paths.map((path) => [
      path.backend,
      String(path.threads),
      String(path.tileRows),
      String(path.batchSize),
      path.weights,
      exponent(path.relativeInNorm),
      exponent(path.largestRelativeError),
    ]),
  );
}

/** A number like `1.35e-10`. */
export function exponent(value: number): string {
  return value === 0 ? '0' : value.toExponential(2);
}

/** Enough digits to see where two derivatives part. */
function digits(value: number): string {
  return value.toPrecision(12);
}

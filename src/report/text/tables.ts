import { PRECISION_TOLERANCE, RELATIVE_TOLERANCE, type PathPrecision } from '../../checks';
import { isBatch, isUsed } from '../../training';
import { trainedBy } from '../results/setting-words';
import { unitOf } from '../results/units';
import { isOnAssignmentData, reportedAccuracy } from '../results/reported-accuracy';
import type {
  DataReport,
  GradientCheckResults,
  ReportedCheck,
  ReportedRun,
} from '../results/results';
import { duration, percent, settingNumber } from './format';
import { table } from './table';

/** The assignment report's statement, for central differences on the first 20 samples. */
export const ASSIGNMENT_REPORT_CHECK =
  'The assignment report: 100 % below 1e-6, largest weight error 6.4e-8, largest bias error 4.75e-8.';

/** The errors of weights and bias, for each λ. */
export function gradientCheckTable(
  checks: readonly Pick<ReportedCheck, 'lambda' | 'groups' | 'tolerance'>[],
): string {
  const [{ tolerance }] = checks;
  const below = `below ${tolerance.toExponential()}`;
  return table(
    ['λ', '', 'checked', below, 'largest error', 'mean error', 'relative'],
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

/** What the columns of `gradientCheckTable` are. */
export function gradientCheckNote([{ epsilon }]: readonly ReportedCheck[]): string {
  const least = epsilon.toExponential();
  return (
    `error: |gₐ − gₙ|, of the analytic and the numerical derivative; relative: the largest ` +
    `|gₐ − gₙ| / max(${least}, |gₐ| + |gₙ|), which the verdict ignores: beside a derivative near 0, ` +
    `rounding alone is large`
  );
}

/** What the columns of `precisionTable` are. */
export const PRECISION_NOTE =
  'in the norm: ‖g₃₂ − g₆₄‖ / ‖g₆₄‖; largest relative: of one element, which the verdict ignores: ' +
  'beside an element near 0, the rounding of a float32 is large';

/** The rule of the verdict on both checks, a line; that of the float32 check only if it was made. */
export function verdictRule({
  checks: [{ tolerance }],
  precision,
}: Pick<GradientCheckResults, 'checks' | 'precision'>): string {
  const [elements, norm, float32] = [tolerance, RELATIVE_TOLERANCE, PRECISION_TOLERANCE].map(
    (one) => one.toExponential(),
  );
  const rule =
    `right means, in float64: each |gₐ − gₙ| is below ${elements}, and ` +
    `‖gₐ − gₙ‖ / (‖gₐ‖ + ‖gₙ‖) at most ${norm} or rounding`;
  return precision === null
    ? rule
    : `${rule}; in float32: ‖g₃₂ − g₆₄‖ / ‖g₆₄‖ is at most ${float32}`;
}

/** The parameter with the largest error of each kind and for each λ, one a line. */
export function worstParameters(checks: readonly ReportedCheck[]): string {
  return checks
    .flatMap(({ lambda, groups }) =>
      groups.map(({ name, worst: { index, analytic, numerical } }) => {
        const [k, j] = index;
        const place = name === 'weights' ? `class ${k}, feature ${j}` : `class ${k}`;
        const values = `analytic ${digits(analytic)}, numerical ${digits(numerical)}`;
        return `λ ${lambda}, worst of ${name}: ${place}, ${values}`;
      }),
    )
    .join('\n');
}

/** The float32 gradients of each path. */
export function precisionTable(paths: readonly PathPrecision[]): string {
  return table(
    ['backend', 'threads', 'tile', 'batch', 'weights', 'in the norm', 'largest relative'],
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

/**
 * One table of all runs: accuracies after the last finished epoch, the assignment report's test
 * accuracy beside ours where it is of the same data and settings, and the time each run took.
 */
export function summaryTable(runs: readonly ReportedRun[], data: DataReport): string {
  const isBeside = hasReported(runs, data);
  const reported = isBeside ? ['report'] : [];
  const hasEta = runs.some((run) => isUsed('eta', run));
  const eta = hasEta ? ['η'] : [];
  const hasOwn = runs.some(({ code }) => code !== undefined);
  const head = [
    '',
    ...(hasOwn ? ['code'] : []),
    'λ',
    ...eta,
    'training',
    'validation',
    'test',
    ...reported,
    'time',
  ];
  return table(
    head,
    runs.map((run) => row(run, data, { isBeside, hasEta, hasOwn })),
  );
}

function hasReported(runs: readonly ReportedRun[], data: DataReport): boolean {
  return runs.some((run) => reportedAccuracy(run, data) !== null);
}

export function summaryNote(runs: readonly ReportedRun[], data: DataReport): string {
  const which = `Accuracies after the last ${unitOf(runs)}`;
  if (hasReported(runs, data)) {
    return `${which}; "report" is the test accuracy in the assignment report.`;
  }
  const others = isOnAssignmentData(data) ? 'other settings' : 'training on other data';
  return `${which}. Those in the assignment report are of ${others}, and left out.`;
}

function stopped(run: ReportedRun): string {
  const { length } = run.history;
  return isBatch(run) ? `stopped at ${length}` : `stopped at ${length}/${run.epochs}`;
}

interface Columns {
  readonly isBeside: boolean;
  readonly hasEta: boolean;
  /** Whether code of one's own trained a run. */
  readonly hasOwn: boolean;
}

function row(run: ReportedRun, data: DataReport, { isBeside, hasEta, hasOwn }: Columns): string[] {
  const last = run.history.at(-1);
  const reported = reportedAccuracy(run, data);
  return [
    run.configuration === null ? '' : String(run.configuration),
    ...(hasOwn ? [trainedBy(run)] : []),
    settingNumber(run.lambda),
    ...(hasEta ? [isUsed('eta', run) ? settingNumber(run.eta) : '–'] : []),
    last ? percent(last.train.accuracy) : '–',
    last ? percent(last.validation.accuracy) : '–',
    run.test ? percent(run.test.accuracy) : stopped(run),
    ...(isBeside ? [reported === null ? '–' : percent(reported)] : []),
    duration(run.seconds),
  ];
}

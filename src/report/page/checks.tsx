import type { ReportedGradientCheck } from '../results/results';
import { gradientCheckName } from '../figures';
import { isDoubtful } from '../text/findings-text';
import { count, percent } from '../text/format';
import { ASSIGNMENT_REPORT_CHECK, exponent } from '../text/tables';
import { Chart, WideTable } from './chart';
import type { PageContent } from './content';
import { Findings, type PlacedFinding } from './findings';

/** The gradient check and the doctor's findings: they tell whether the figures can be trusted. */
export function Checks(content: PageContent) {
  if (!hasChecks(content)) return null;
  const { gradientChecks, figures } = content;
  return (
    <section id="checks" aria-labelledby="checks-title">
      <h2 id="checks-title">Checks</h2>
      {gradientChecks.length === 0 && <p class="note">The gradients were not checked.</p>}
      {gradientChecks.map((check, i) => (
        <GradientCheck {...check} figure={figures[gradientCheckName(i)]} />
      ))}
      <Doctor {...content} />
    </section>
  );
}

/** False of a fit, which checks nothing. */
export function hasChecks({ origins, gradientChecks }: PageContent): boolean {
  return gradientChecks.length > 0 || origins.some(({ results }) => results.fit === undefined);
}

/** A gradient check: folded if it passed. */
function GradientCheck({
  figure,
  ...check
}: ReportedGradientCheck & { readonly figure: PageContent['figures'][string] }) {
  const { checks, complete, passed } = check;
  if (checks.length === 0) {
    return <p class="note">The gradient check was stopped before the first λ was checked.</p>;
  }
  const errors = checks.flatMap(({ groups }) => groups.map(({ largestError }) => largestError));
  return (
    <details class="check" open={!passed}>
      <summary>
        <b>{passed ? '✓ The gradients are right' : '✗ The gradients are WRONG'}</b>: errors up to{' '}
        {exponent(Math.max(...errors))}
        {!complete && '; the check was stopped before its end'}
      </summary>
      <GradientCheckTable {...check} />
      <Chart figure={figure} title="Errors of the gradient" />
    </details>
  );
}

/** The doctor's findings: what is doubtful, and folded what passed. */
function Doctor({ origins, runs, figures }: PageContent) {
  const shared = origins.flatMap(({ name, results: { findings } }) => {
    const on = origins.length > 1 ? `data and code of ${name}` : 'data and code';
    return (findings ?? []).map((one): PlacedFinding => ({ ...one, on }));
  });
  const own = runs.flatMap(({ run, label }) =>
    (run.findings ?? []).map((one): PlacedFinding => ({ ...one, on: label.name })),
  );
  const all = [...shared, ...own];
  const isOff = [...origins.map(({ results }) => results), ...runs.map(({ run }) => run)].some(
    ({ findings }) => findings === null,
  );
  const doubtful = all.filter(isDoubtful).length;
  return (
    <>
      <h3>The training doctor</h3>
      {isOff && (
        <p class="note">It was switched off in {all.length === 0 ? 'all' : 'some'} runs.</p>
      )}
      {all.length > 0 && (
        <p>
          {doubtful === 0
            ? 'Nothing is doubtful.'
            : `${count(doubtful, 'check')} of ${all.length} ${doubtful === 1 ? 'has' : 'have'} doubts.`}
        </p>
      )}
      <Findings findings={all} />
      {'findings' in figures && (
        <details>
          <summary>Verdicts at a glance</summary>
          <Chart figure={figures.findings} title="✓ passed, ! warning, ✗ failed, – skipped" />
        </details>
      )}
    </>
  );
}

function GradientCheckTable({ samples, checks }: ReportedGradientCheck) {
  const [first] = checks;
  const below = `below ${first.tolerance.toExponential()}`;
  const errors = ['largest error', 'mean error', 'largest relative error'];
  const headings = ['λ', 'parameters', 'checked', below, ...errors];
  return (
    <>
      <p>
        Analytic against numerical derivatives of the cost ({first.scheme} differences, h ={' '}
        {first.step.toExponential()}, float64) on the first {samples} training samples.
      </p>
      <WideTable label="Gradient check" headings={headings}>
        {checks.flatMap(({ lambda, groups }) =>
          groups.map((group) => (
            <tr>
              <th scope="row">{lambda}</th>
              <td>{group.name}</td>
              <td>
                {group.checked} of {group.parameters}
              </td>
              <td>{percent(group.belowTolerance)}</td>
              <td>{exponent(group.largestError)}</td>
              <td>{exponent(group.meanError)}</td>
              <td>{exponent(group.largestRelativeError)}</td>
            </tr>
          )),
        )}
      </WideTable>
      <p class="note">
        An error is |gₐ − gₙ|, the distance of the analytic from the numerical derivative.{' '}
        {ASSIGNMENT_REPORT_CHECK}
      </p>
    </>
  );
}

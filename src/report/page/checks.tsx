import { capital } from '../conclusions/words';
import type { ReportedGradientCheck, Results } from '../results/results';
import { gradientCheckName } from '../figures';
import { percent } from '../text/format';
import { countFindings, isDoubtful, VERDICT_MARKS } from '../text/findings-text';
import { ASSIGNMENT_REPORT_CHECK, exponent } from '../text/tables';
import { Chart, WideTable } from './chart';
import type { PageContent } from './content';

/** The gradient check and the doctor's findings: they tell whether the figures can be trusted. */
export function Checks({ gradientChecks, origins, runs, figures }: PageContent) {
  return (
    <section id="checks" aria-labelledby="checks-title">
      <h2 id="checks-title">Checks</h2>
      <h3>Gradient check</h3>
      {gradientChecks.length === 0 && <p class="note">None was made.</p>}
      {gradientChecks.map((check, i) => (
        <>
          <GradientCheckTable {...check} />
          {check.checks.length > 0 && (
            <Chart figure={figures[gradientCheckName(i)]} title="Errors of the gradient" />
          )}
        </>
      ))}
      <h3>The training doctor</h3>
      {'findings' in figures && (
        <Chart
          figure={figures.findings}
          title="Verdicts at a glance: ✓ passed, ! warning, ✗ failed, – skipped"
        />
      )}
      {origins.map(({ name, results: { findings } }) => (
        <Findings
          title={origins.length > 1 ? `Data and code (${name})` : 'Data and code'}
          findings={findings}
        />
      ))}
      {runs.map(({ run, label }, i) => (
        <div data-run={i}>
          <Findings title={label.title} findings={run.findings} />
        </div>
      ))}
    </section>
  );
}

function GradientCheckTable({ samples, complete, passed, checks }: ReportedGradientCheck) {
  const first = checks.at(0);
  if (first === undefined)
    return <p class="note">It was stopped before the first λ was checked.</p>;
  const below = `below ${first.tolerance.toExponential()}`;
  const errors = ['largest error', 'mean error', 'largest relative error'];
  const headings = ['λ', 'parameters', 'checked', below, ...errors];
  return (
    <>
      <p>
        Analytic against numerical derivatives of the cost ({first.scheme} differences, h ={' '}
        {first.step.toExponential()}, float64) on the first {samples} training samples:{' '}
        <b>{passed ? 'the gradients are right' : 'the gradients are WRONG'}</b>
        {!complete && '; it was stopped before its end'}.
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

function Findings({ title, findings }: Pick<Results, 'findings'> & { readonly title: string }) {
  if (findings === null) return <p class="note">{title}: the doctor was switched off.</p>;
  const ordered = [...findings.filter(isDoubtful), ...findings.filter((one) => !isDoubtful(one))];
  return (
    <details open={findings.some(isDoubtful)}>
      <summary>
        {title}: {countFindings(findings)}
      </summary>
      <ul class="findings">
        {ordered.map(({ verdict, area, check, seen, meaning, advice }) => (
          <li class={verdict}>
            <b>
              {VERDICT_MARKS[verdict]} {verdict}
            </b>{' '}
            {area} <span class="note">({check})</span>: {seen}. {capital(meaning)}.
            {advice !== null && <em> What to do: {advice}.</em>}
          </li>
        ))}
      </ul>
    </details>
  );
}

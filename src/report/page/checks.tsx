import type { ReportedGradientCheck } from '../results/results';
import { gradientCheckName } from '../figures';
import { doubtWords, offWords, placedFindings } from '../results/said-findings';
import {
  GRADIENT_ERROR_WORDS,
  gradientCheckRows,
  gradientCheckWords,
  gradientVerdict,
} from '../rows/gradient-check-rows';
import { ASSIGNMENT_REPORT_CHECK } from '../text/tables';
import { Chart, TableRows, WideTable } from './chart';
import type { PageContent } from './content';
import { Findings } from './findings';

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
  const { checks, passed } = check;
  if (checks.length === 0) {
    return <p class="note">The gradient check was stopped before the first λ was checked.</p>;
  }
  const { mark, verdict, why } = gradientVerdict(check);
  return (
    <details class="check" open={!passed}>
      <summary>
        <b>{`${mark} ${verdict}`}</b>
        {why}
      </summary>
      <GradientCheckTable {...check} />
      <Chart figure={figure} title="Errors of the gradient" />
    </details>
  );
}

/** The doctor's findings: what is doubtful, and folded what passed. */
function Doctor({ origins, runs, figures }: PageContent) {
  const all = placedFindings({ origins, runs });
  const off = offWords({ origins, runs });
  return (
    <>
      <h3>The training doctor</h3>
      {off !== null && <p class="note">{off}</p>}
      {all.length > 0 && <p>{doubtWords(all)}</p>}
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

function GradientCheckTable(check: ReportedGradientCheck) {
  const { headings, rows } = gradientCheckRows(check);
  return (
    <>
      <p>{gradientCheckWords(check)}</p>
      <WideTable label="Gradient check" headings={headings}>
        <TableRows rows={rows} />
      </WideTable>
      <p class="note">
        {GRADIENT_ERROR_WORDS} {ASSIGNMENT_REPORT_CHECK}
      </p>
    </>
  );
}

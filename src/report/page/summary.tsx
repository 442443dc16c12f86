import { signed } from '../conclusions/words';
import { isOnAssignmentData } from '../results/reported-accuracy';
import { duration, nats, percent } from '../text/format';
import { WideTable } from './chart';
import type { PageContent, PageRun } from './content';

/** The table that the assignment asks for: each run's settings and accuracies. */
export function Summary({ runs, origins }: PageContent) {
  const comparable = origins.filter(({ results }) => isOnAssignmentData(results.data));
  const beside = comparable.length > 0;
  const headings = [
    ...['run', 'λ', 'η', 'test accuracy'],
    ...(beside ? ['assignment report', 'difference, points'] : []),
    ...['training accuracy', 'validation accuracy'],
    ...['cost after epoch 1', 'cost at the end', 'time'],
  ];
  return (
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Results</h2>
      <WideTable label="Results of each run" headings={headings}>
        {runs.map((one, i) => (
          <SummaryRow {...one} index={i} beside={beside} />
        ))}
      </WideTable>
      <p class="note">
        Accuracies after the last finished epoch.{' '}
        {beside &&
          '“Assignment report” is the test accuracy that the report this work follows states for the configuration.'}
        {comparable.length < origins.length &&
          ' The report this work follows trained on data_batch_1 alone: beside runs on other data, its accuracies are left out.'}
      </p>
    </section>
  );
}

function SummaryRow({
  run,
  label,
  reported,
  index,
  beside,
}: PageRun & { readonly index: number; readonly beside: boolean }) {
  const first = run.history.at(0);
  const last = run.history.at(-1);
  return (
    <tr data-run={index}>
      <th scope="row">{label.short}</th>
      <td>{run.lambda}</td>
      <td>{run.eta}</td>
      <td class="key">
        {run.test
          ? percent(run.test.accuracy)
          : `stopped after ${run.history.length} of ${run.epochs} epochs`}
      </td>
      {beside && (
        <>
          <td>{reported === null ? '–' : percent(reported)}</td>
          <td>
            {reported !== null && run.test ? signed(100 * (run.test.accuracy - reported), 2) : '–'}
          </td>
        </>
      )}
      <td>{last ? percent(last.train.accuracy) : '–'}</td>
      <td>{last ? percent(last.validation.accuracy) : '–'}</td>
      <td>{first ? nats(first.train.cost) : '–'}</td>
      <td>{last ? nats(last.train.cost) : '–'}</td>
      <td>{duration(run.seconds)}</td>
    </tr>
  );
}

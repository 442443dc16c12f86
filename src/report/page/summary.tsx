import { signed } from '../conclusions/words';
import { isOnAssignmentData } from '../results/reported-accuracy';
import { duration, nats, percent } from '../text/format';
import { WideTable } from './chart';
import type { PageContent, PageRun } from './content';

/** The table that the assignment asks for: each run's settings and accuracies. */
export function Summary({ runs, origins }: PageContent) {
  const comparable = origins.filter(({ results }) => isOnAssignmentData(results.data));
  const beside = comparable.length > 0;
  return (
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title">Results</h2>
      <WideTable label="Results of each run">
        <thead>
          <tr>
            <th scope="col">run</th>
            <th scope="col">λ</th>
            <th scope="col">η</th>
            <th scope="col">test accuracy</th>
            {beside && (
              <>
                <th scope="col">assignment report</th>
                <th scope="col">difference, points</th>
              </>
            )}
            <th scope="col">training accuracy</th>
            <th scope="col">validation accuracy</th>
            <th scope="col">cost after epoch 1</th>
            <th scope="col">cost at the end</th>
            <th scope="col">time</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((one, i) => (
            <SummaryRow {...one} index={i} beside={beside} />
          ))}
        </tbody>
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

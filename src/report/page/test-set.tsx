import type { ClassMetrics } from '../../model';
import { percent } from '../text/format';
import { Chart, WideTable } from './chart';
import type { PageContent, PageRun } from './content';

/** Each run's hits and mistakes on the test set. */
export function TestSet({ runs, classes }: PageContent) {
  return (
    <section id="test-set" aria-labelledby="test-set-title">
      <h2 id="test-set-title">On the test set</h2>
      {runs.map((one, i) => (
        <RunOnTestSet {...one} classes={classes} index={i} />
      ))}
    </section>
  );
}

type Props = PageRun & { readonly classes: readonly string[]; readonly index: number };

function RunOnTestSet(props: Props) {
  const { run, label, figures, classes, index } = props;
  const { analysis } = run;
  return (
    <div class="run" data-run={index}>
      <h3>{label.title}</h3>
      {analysis === null ? (
        <p class="note">This run was stopped before it was tested.</p>
      ) : (
        <div class="grid">
          <Chart
            figure={figures['true-class-probability']}
            run={index}
            title="Probability given to the true class"
          />
          <Chart
            figure={figures.reliability}
            run={index}
            title={
              <>
                Reliability: expected calibration error{' '}
                <b>{percent(analysis.calibration.expectedError)}</b>, mean confidence{' '}
                {percent(analysis.calibration.confidence)}
              </>
            }
          />
          <Chart figure={figures['confusion-matrix']} run={index} title="Confusion matrix">
            <details class="screen-only">
              <summary>As a table</summary>
              <ConfusionTable confusion={analysis.confusion} classes={classes} label={label.name} />
            </details>
          </Chart>
          <Chart
            figure={figures['class-metrics']}
            run={index}
            title="Precision, recall and accuracy"
          >
            <details>
              <summary>As a table</summary>
              <ClassTable metrics={analysis.classes} classes={classes} label={label.name} />
            </details>
          </Chart>
        </div>
      )}
    </div>
  );
}

function ConfusionTable({
  confusion,
  classes,
  label,
}: {
  readonly confusion: readonly (readonly number[])[];
  readonly classes: readonly string[];
  readonly label: string;
}) {
  return (
    <WideTable label={`Confusion matrix of ${label}`}>
      <thead>
        <tr>
          <th scope="col">true class, taken for …</th>
          {classes.map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {confusion.map((row, k) => (
          <tr>
            <th scope="row">{classes[k]}</th>
            {row.map((count) => (
              <td>{count}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

function ClassTable({
  metrics,
  classes,
  label,
}: {
  readonly metrics: readonly ClassMetrics[];
  readonly classes: readonly string[];
  readonly label: string;
}) {
  const part = (value: number | null) => (value === null ? '–' : percent(value));
  return (
    <>
      <WideTable label={`Metrics of each class of ${label}`}>
        <thead>
          <tr>
            <th scope="col">class</th>
            <th scope="col">samples</th>
            <th scope="col">precision</th>
            <th scope="col">recall</th>
            <th scope="col">accuracy</th>
          </tr>
        </thead>
        <tbody>
          {metrics.map(({ samples, precision, recall, accuracy }, k) => (
            <tr>
              <th scope="row">{classes[k]}</th>
              <td>{samples}</td>
              <td>{part(precision)}</td>
              <td>{part(recall)}</td>
              <td>{part(accuracy)}</td>
            </tr>
          ))}
        </tbody>
      </WideTable>
      <p class="note">
        Precision TP / (TP + FP), recall TP / (TP + FN), accuracy (TP + TN) / all: the class against
        all others.
      </p>
    </>
  );
}

import type { TestAnalysis } from '../results/test-analysis';
import { percent } from '../text/format';
import { Chart, WideTable } from './chart';
import type { PageContent, PartRun } from './content';

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

function RunOnTestSet({ run: { analysis }, label, figures, classes, index }: PartRun) {
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
              <ConfusionTable {...{ analysis, classes, label }} />
            </details>
          </Chart>
          <Chart
            figure={figures['class-metrics']}
            run={index}
            title="Precision, recall and accuracy"
          >
            <details>
              <summary>As a table</summary>
              <ClassTable {...{ analysis, classes, label }} />
            </details>
          </Chart>
        </div>
      )}
    </div>
  );
}

interface TableProps extends Pick<PartRun, 'classes' | 'label'> {
  readonly analysis: TestAnalysis;
}

function ConfusionTable({ analysis, classes, label }: TableProps) {
  const headings = ['true class, taken for …', ...classes];
  return (
    <WideTable label={`Confusion matrix of ${label.name}`} headings={headings}>
      {analysis.confusion.map((row, k) => (
        <tr>
          <th scope="row">{classes[k]}</th>
          {row.map((count) => (
            <td>{count}</td>
          ))}
        </tr>
      ))}
    </WideTable>
  );
}

function ClassTable({ analysis, classes, label }: TableProps) {
  const headings = ['class', 'samples', 'precision', 'recall', 'accuracy'];
  const part = (value: number | null) => (value === null ? '–' : percent(value));
  return (
    <>
      <WideTable label={`Metrics of each class of ${label.name}`} headings={headings}>
        {analysis.classes.map(({ samples, precision, recall, accuracy }, k) => (
          <tr>
            <th scope="row">{classes[k]}</th>
            <td>{samples}</td>
            <td>{part(precision)}</td>
            <td>{part(recall)}</td>
            <td>{part(accuracy)}</td>
          </tr>
        ))}
      </WideTable>
      <p class="note">
        Precision TP / (TP + FP), recall TP / (TP + FN), accuracy (TP + TN) / all: the class against
        all others.
      </p>
    </>
  );
}

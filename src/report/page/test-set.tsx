import type { TestAnalysis } from '../results/test-analysis';
import { CLASS_NOTE, classRows, confusionRows } from '../rows/class-rows';
import { percent } from '../text/format';
import { Chart, TableRows, WideTable } from './chart';
import type { PageContent, PartRun } from './content';
import { Controls } from './controls';
import { RunName } from './run-name';

/** The tested runs on the test set, two of them side by side. */
export function TestSet(content: PageContent) {
  const { runs, classes, chosen, compared, figures } = content;
  return (
    <section id="test-set" aria-labelledby="test-set-title">
      <h2 id="test-set-title">On the test set</h2>
      <CompareControls {...content} />
      <div class="pair">
        {runs.map((one, i) => (
          <RunOnTestSet {...one} classes={classes} index={i} isChosen={i === chosen} />
        ))}
      </div>
      {compared !== null && (
        <div class="difference">
          <Chart
            figure={figures['confusion-difference']}
            title={
              <>
                Difference of the confusion matrices, in points of the true class:{' '}
                <span data-text="pair">
                  {runs[compared[0]].label.name} minus {runs[compared[1]].label.name}
                </span>
              </>
            }
          />
        </div>
      )}
    </section>
  );
}

/** Choice of two runs, and of what the cells of the matrices show. */
function CompareControls({ runs, compared }: PageContent) {
  const select = (name: string, text: string, selected: number) => (
    <label>
      {name === 'other' && 'beside '}
      <select name={name} aria-label={text}>
        {runs.map(({ label }, i) => (
          <option value={i} data-name={label.name} selected={i === selected}>
            {label.title}
          </option>
        ))}
        {name === 'other' && <option value="">no other</option>}
      </select>
    </label>
  );
  return (
    <Controls label="What is shown of the test set">
      {compared !== null && (
        <fieldset>
          <legend>Runs</legend>
          {select('one', 'First run', compared[0])}
          {select('other', 'Second run', compared[1])}
        </fieldset>
      )}
      <fieldset>
        <legend>In the confusion matrix</legend>
        <label>
          <input type="radio" name="cells" value="percent" checked /> % of the true class
        </label>
        <label>
          <input type="radio" name="cells" value="counts" /> counts
        </label>
      </fieldset>
    </Controls>
  );
}

function RunOnTestSet({ run: { analysis }, label, figures, classes, index, isChosen }: PartRun) {
  const title = (
    <h3>
      <RunName label={label} chosen={isChosen} title />
    </h3>
  );
  if (analysis === null) {
    return (
      <div class="run" data-compared={index}>
        {title}
        <p class="note">This run was stopped before it was tested.</p>
      </div>
    );
  }
  const chart = (name: string) => ({ figure: figures[name], plot: index });
  return (
    <div class="run" data-compared={index}>
      {title}
      <Chart {...chart('confusion-matrix')} title="Confusion matrix">
        <details>
          <summary>Counts as a table</summary>
          <ConfusionTable {...{ analysis, classes, label }} />
        </details>
      </Chart>
      <Chart {...chart('class-metrics')} title="Precision, recall and F1 of each class">
        <details>
          <summary>As a table</summary>
          <ClassTable {...{ analysis, classes, label }} />
        </details>
      </Chart>
      <Chart {...chart('true-class-probability')} title="Probability given to the true class" />
      <Chart
        {...chart('reliability')}
        title={
          <>
            Reliability: calibration error <b>{percent(analysis.calibration.expectedError)}</b>
          </>
        }
      />
    </div>
  );
}

interface TableProps extends Pick<PartRun, 'classes' | 'label'> {
  readonly analysis: TestAnalysis;
}

function ConfusionTable({ analysis, classes, label }: TableProps) {
  const { headings, rows } = confusionRows(analysis, classes);
  return (
    <WideTable label={`Confusion matrix of ${label.name}`} headings={headings}>
      <TableRows rows={rows} />
    </WideTable>
  );
}

function ClassTable({ analysis, classes, label }: TableProps) {
  const { headings, rows } = classRows(analysis, classes);
  return (
    <>
      <WideTable label={`Metrics of each class of ${label.name}`} headings={headings}>
        <TableRows rows={rows} />
      </WideTable>
      <p class="note">{CLASS_NOTE}</p>
    </>
  );
}

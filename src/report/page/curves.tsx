import { capital } from '../conclusions/words';
import { METRICS, type Metric } from '../figures';
import { nats, percent } from '../text/format';
import { Chart, WideTable } from './chart';
import type { PageContent, PageRun } from './content';

/** The learning curves: one metric of all runs at a time; on paper, all metrics. */
export function Curves(content: PageContent) {
  const epochs = Math.max(1, ...content.runs.map(({ run }) => run.history.length));
  return (
    <section id="curves" aria-labelledby="curves-title">
      <h2 id="curves-title">Learning curves</h2>
      <CurveControls epochs={epochs} />
      {METRICS.map((metric) => (
        <MetricCurves {...content} metric={metric} />
      ))}
      <h3 class="screen-only">The curves’ figures</h3>
      {content.runs.map((one, i) => (
        <CurveTable {...one} index={i} />
      ))}
      <p>
        <button type="button" data-download="csv">
          Download the curves as CSV
        </button>{' '}
        <button type="button" data-download="json">
          Download all results as JSON
        </button>
      </p>
    </section>
  );
}

function CurveControls({ epochs }: { readonly epochs: number }) {
  const radio = (name: string, value: string, text: string, checked: boolean) => (
    <label>
      <input type="radio" name={name} value={value} checked={checked} /> {text}
    </label>
  );
  return (
    <form class="controls" aria-label="What the learning curves show">
      <fieldset>
        <legend>Metric</legend>
        {METRICS.map((metric) => radio('metric', metric, metric, metric === 'accuracy'))}
      </fieldset>
      <fieldset>
        <legend>Axes</legend>
        {radio('axes', 'shared', 'shared', true)}
        {radio('axes', 'own', 'each its own', false)}
      </fieldset>
      <fieldset>
        <legend>In the plot of all runs</legend>
        {radio('set', 'validation', 'validation', true)}
        {radio('set', 'training', 'training', false)}
      </fieldset>
      <fieldset>
        <legend>Epochs</legend>
        <label>
          from <input type="number" name="from" min={1} max={epochs} value={1} />
        </label>
        <label>
          to <input type="number" name="to" min={1} max={epochs} value={epochs} />
        </label>
        <button type="button" data-reset>
          all
        </button>
      </fieldset>
      <p class="hint">Drag over a plot to zoom in on some epochs; point at it for its figures.</p>
    </form>
  );
}

function MetricCurves({ runs, figures, metric }: PageContent & { readonly metric: Metric }) {
  return (
    <div class="metric" data-metric={metric}>
      <h3>{capital(metric)}</h3>
      {runs.length > 1 && (
        <Chart
          figure={figures[`${metric}-overlay`]}
          title={
            <>
              All runs, <span data-text="set">validation</span>
            </>
          }
        />
      )}
      <div class="grid">
        {runs.map(({ label, figures: own }, i) => (
          <Chart figure={own[metric]} run={i} title={label.title} />
        ))}
      </div>
    </div>
  );
}

function CurveTable({ run, label, index }: PageRun & { readonly index: number }) {
  const sets = ['training', 'validation'];
  const headings = ['epoch', ...sets.flatMap((set) => METRICS.map((metric) => `${set} ${metric}`))];
  return (
    <details class="screen-only" data-run={index}>
      <summary>{label.title}</summary>
      <WideTable label={`Learning curves of ${label.name}`} headings={headings}>
        {run.history.map(({ epoch, train, validation }) => (
          <tr>
            <th scope="row">{epoch}</th>
            {[train, validation].map(({ loss, cost, accuracy }) => (
              <>
                <td>{nats(loss)}</td>
                <td>{nats(cost)}</td>
                <td>{percent(accuracy)}</td>
              </>
            ))}
          </tr>
        ))}
      </WideTable>
    </details>
  );
}

import { capital } from '../conclusions/words';
import { dwarfingRuns, METRICS, type Metric } from '../figures';
import { hasCurves } from '../results/has-curves';
import { unitOf, unitsOf } from '../results/units';
import { cutOffWords } from '../rows/cut-off-words';
import { nats, percent } from '../text/format';
import { Chart, WideTable } from './chart';
import { Controls } from './controls';
import type { PageContent, PageRun } from './content';

/** The learning curves: one metric of all runs at a time; on paper, all metrics. */
export function Curves(content: PageContent) {
  if (!hasCurves(content.runs)) return null;
  const epochs = Math.max(1, ...content.runs.map(({ run }) => run.history.length));
  return (
    <section id="curves" aria-labelledby="curves-title">
      <h2 id="curves-title">Learning curves</h2>
      <CurveControls
        epochs={epochs}
        unit={unitsOf(content.runs.map(({ run }) => run))}
        clipped={METRICS.some((metric) => dwarfingRuns(metric, content.runs).length > 0)}
      />
      {METRICS.map((metric) => (
        <MetricCurves {...content} metric={metric} />
      ))}
      <Gaps {...content} />
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

function CurveControls({
  epochs,
  unit,
  clipped,
}: {
  readonly epochs: number;
  /** What the histories count, e.g. `epochs`. */
  readonly unit: string;
  readonly clipped: boolean;
}) {
  const radio = (name: string, value: string, text: string, checked: boolean) => (
    <label>
      <input type="radio" name={name} value={value} checked={checked} /> {text}
    </label>
  );
  return (
    <Controls label="What the learning curves show">
      <fieldset>
        <legend>Metric</legend>
        {METRICS.map((metric) => radio('metric', metric, metric, metric === 'accuracy'))}
      </fieldset>
      <fieldset>
        <legend>Axes</legend>
        {radio('axes', 'shared', 'shared', true)}
        {radio('axes', 'own', 'each its own', false)}
      </fieldset>
      {clipped && (
        <fieldset>
          <legend>Values far above the others</legend>
          {radio('far', 'clipped', 'at the edge', true)}
          {radio('far', 'whole', 'to scale', false)}
        </fieldset>
      )}
      <fieldset>
        <legend>In the plot of all runs</legend>
        {radio('set', 'validation', 'validation', true)}
        {radio('set', 'training', 'training', false)}
      </fieldset>
      <fieldset>
        <legend>{capital(unit)}</legend>
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
      <p class="hint">Drag over a plot to zoom in on some {unit}; point at it for its figures.</p>
    </Controls>
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
        >
          <CutOff {...{ runs, metric }} />
        </Chart>
      )}
      <div class="grid">
        {runs.map(({ label, figures: own }, i) => (
          <Chart figure={own[metric]} run={i} title={label.title} />
        ))}
      </div>
    </div>
  );
}

/** How far the runs are above their minimum after each iteration, where it is known. */
function Gaps({ runs }: PageContent) {
  if (!runs.some(({ figures }) => 'gap' in figures)) return null;
  return (
    <div>
      <h3>Gap above the minimum of the cost</h3>
      <div class="grid">
        {runs.map(
          ({ label, figures }, i) =>
            'gap' in figures && <Chart figure={figures.gap} run={i} title={label.title} />,
        )}
      </div>
    </div>
  );
}

/** Says which runs leave the plot of all runs. */
function CutOff({ runs, metric }: Pick<PageContent, 'runs'> & { readonly metric: Metric }) {
  const words = cutOffWords(metric, runs);
  if (words === null) return null;
  return (
    <p class="note" data-cut-off={dwarfingRuns(metric, runs).join(' ')}>
      {words}
    </p>
  );
}

function CurveTable({ run, label, index }: PageRun & { readonly index: number }) {
  const sets = ['training', 'validation'];
  const headings = [
    unitOf([run]),
    ...sets.flatMap((set) => METRICS.map((metric) => `${set} ${metric}`)),
  ];
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

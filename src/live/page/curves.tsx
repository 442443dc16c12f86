import { capital } from '../../report/conclusions/words';
import { METRICS } from '../../report/figures';
import { Chart } from '../../report/page/chart';
import { Controls } from '../../report/page/controls';
import type { LiveContent } from './content';
import { Legend } from './runs';

/** The learning curves of all runs and of the one that is picked, one metric at a time. */
export function Curves({ state: { runs }, unit, figures }: LiveContent) {
  return (
    <section id="curves" aria-labelledby="curves-title">
      <h2 id="curves-title">Learning curves</h2>
      <CurveControls unit={unit} />
      <div data-several hidden={runs.length < 2}>
        <Legend runs={runs} />
        <p class="note" data-live="left-out" hidden />
      </div>
      {METRICS.map((metric) => (
        <div class="metric" data-metric={metric}>
          <h3>{capital(metric)}</h3>
          <div data-several hidden={runs.length < 2}>
            <Chart
              figure={figures[`${metric}-overlay`]}
              title={
                <>
                  All runs, <span data-text="set">validation</span>
                </>
              }
            >
              <p class="note" data-far hidden />
            </Chart>
          </div>
          <Chart figure={figures[metric]} title={<span data-live="picked" />} />
        </div>
      ))}
    </section>
  );
}

function CurveControls({ unit }: Pick<LiveContent, 'unit'>) {
  const radio = (name: string, value: string, checked: boolean) => (
    <label>
      <input type="radio" name={name} value={value} checked={checked} /> {value}
    </label>
  );
  return (
    <Controls label="What the learning curves show">
      <fieldset>
        <legend>Metric</legend>
        {METRICS.map((metric) => radio('metric', metric, metric === 'accuracy'))}
      </fieldset>
      <fieldset data-several>
        <legend>In the plot of all runs</legend>
        {radio('set', 'validation', true)}
        {radio('set', 'training', false)}
      </fieldset>
      <fieldset>
        <legend>{capital(unit)}</legend>
        <label>
          from <input type="number" name="from" min={1} placeholder="first" />
        </label>
        <label>
          to <input type="number" name="to" min={2} placeholder="last" />
        </label>
        <button type="button" data-reset>
          all
        </button>
      </fieldset>
      <p class="hint">Drag over a plot to zoom in; point at it for its figures.</p>
    </Controls>
  );
}

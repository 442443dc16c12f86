import { SERIES } from '../../report/figures';
import { WideTable } from '../../report/page/chart';
import { nats, percent, unbroken } from '../../report/text/format';
import type { LiveCurve, LiveRun, LiveState } from '../state';
import type { LiveContent } from './content';
import { LivePictures } from './weights';

/** The most pictures that the first screen has room for, as in the report. */
const MOST = 10;

/** The best accuracy so far beside what the picked run has learnt, and a line for each run. */
export function Runs(content: LiveContent) {
  const { state, unit } = content;
  const { classes, image } = state;
  return (
    <section id="summary" aria-labelledby="summary-title">
      <h2 id="summary-title" class="hidden-text">
        Results
      </h2>
      <div class="hero">
        <div>
          <p class="eyebrow">Best validation accuracy so far</p>
          <p class="number" data-live="best">
            –
          </p>
          <p data-live="best-words" />
          <p data-part="guessing">
            {classes.length > 0 && `Guessing has ${unbroken(percent(1 / classes.length))}.`}
          </p>
        </div>
        <div data-part="pictures">
          {image !== null && (
            <figure>
              <LivePictures classes={classes.slice(0, MOST)} image={image} />
              <figcaption class="note" data-live="pictured" />
            </figure>
          )}
        </div>
      </div>
      <div data-part="runs">
        <RunsTable state={state} unit={unit} />
      </div>
      <p class="note">The small curves are of the validation accuracy, all on one scale.</p>
    </section>
  );
}

function RunsTable({ state: { runs, phase }, unit }: Pick<LiveContent, 'state' | 'unit'>) {
  const headings = [
    'run',
    unit,
    'validation accuracy',
    'over time',
    'best',
    'training cost',
    'state',
  ];
  return (
    <>
      {runs.length > 1 && (
        <p class="controls">
          <label>
            <input type="radio" name="picked" value="" checked /> Show the best run so far, or pick
            one
          </label>
        </p>
      )}
      <WideTable label="The runs" headings={headings} class="runs">
        {runs.map((run, i) => (
          <RunRow run={run} index={i} isAlone={runs.length === 1} phase={phase} />
        ))}
      </WideTable>
    </>
  );
}

interface RunRowProps {
  readonly run: LiveRun;
  readonly index: number;
  readonly isAlone: boolean;
  readonly phase: LiveState['phase'];
}

function RunRow({ run, index, isAlone, phase }: RunRowProps) {
  const { slug, title, epoch, epochs, curves, best, ending } = run;
  const name = unbroken(title);
  return (
    <tr data-slug={slug}>
      <th scope="row">
        {isAlone ? (
          name
        ) : (
          <label>
            <input type="radio" name="picked" value={slug} /> <Swatch index={index} />
            {name}
          </label>
        )}
      </th>
      <td data-cell="epoch">
        {epoch} / {epochs}
      </td>
      <td data-cell="accuracy" class="key">
        {lastOf(curves.validationAccuracy, percent)}
      </td>
      <td>
        <svg class="spark" viewBox="0 0 120 26" preserveAspectRatio="none" aria-hidden="true">
          <path stroke={seriesOf(index).colour} />
        </svg>
      </td>
      <td data-cell="best">{best === null ? '–' : `${percent(best.accuracy)} (${best.epoch})`}</td>
      <td data-cell="cost">{lastOf(curves.trainCost, nats)}</td>
      <td data-cell="ending">{ending ?? (phase === 'training' ? 'trains' : 'ended')}</td>
    </tr>
  );
}

function lastOf(curve: LiveCurve, format: (value: number) => string): string {
  const last = curve.at(-1) ?? null;
  return last === null ? '–' : format(last);
}

function seriesOf(index: number): (typeof SERIES)[number] {
  return SERIES[index % SERIES.length];
}

/** How a run's line looks in the plot of all. */
export function Swatch({ index }: { readonly index: number }) {
  const { colour, dash } = seriesOf(index);
  return (
    <svg class="swatch" width="28" height="8" aria-hidden="true">
      <line x1="0" y1="4" x2="28" y2="4" stroke={colour} stroke-dasharray={dash.join(' ')} />
    </svg>
  );
}

/** The names of the runs with their lines. */
export function Legend({ runs }: Pick<LiveState, 'runs'>) {
  return (
    <ul class="legend" data-part="legend">
      {runs.map(({ slug, title }, i) => (
        <li data-slug={slug}>
          <Swatch index={i} />
          {unbroken(title)}
        </li>
      ))}
    </ul>
  );
}

import path from 'node:path';
import { draw, growingCurve, growingOverlay, METRICS } from '../../report/figures';
import { plotId } from '../../report/page/chart';
import { BROWSER, renderDocument } from '../../report/page/document';
import { unitOf } from '../../report/results/units';
import type { LiveState } from '../state';
import { Checks } from './checks';
import type { LiveContent } from './content';
import { Curves } from './curves';
import { classifierWords, LiveHeader, LiveToolbar } from './heading';
import { Progress } from './progress';
import { Runs } from './runs';
import { Trainings } from './trainings';
import { LiveWeights } from './weights';

/** The report's scripts that this page has too, then its own. */
const SCRIPTS = [
  ...['reading.js', 'plots.js', 'folding.js', 'theme.js'].map((name) => path.join(BROWSER, name)),
  ...[
    'texts.js',
    'state.js',
    'points.js',
    'clipping.js',
    'growing.js',
    'pointing.js',
    'runs.js',
    'pictures.js',
    'progress.js',
    'renewing.js',
    'asking.js',
    'feed.js',
    'live.js',
  ].map((name) => path.join(__dirname, 'browser', name)),
];

const STYLES = [path.join(__dirname, 'browser', 'live.css')];

/**
 * The page of a training as it goes on: the report's own look, fed by the events of its server. One HTML
 * document in consecutive parts, which connects to its own server alone.
 *
 * @param state  what it shows at first, and without its script
 */
export async function renderLivePage(state: LiveState): Promise<Uint8Array[]> {
  const runs = state.runs.map(({ settings }) => ({ run: settings }));
  const unit = unitOf(state.runs.length === 0 ? [{}] : state.runs.map(({ settings }) => settings));
  const figures = await plotsFor(runs, unit);
  const content: LiveContent = { state, unit, figures };
  return renderDocument({
    title: `${classifierWords(state)} classifier: training – onelayer`,
    scripts: SCRIPTS,
    styles: STYLES,
    connect: "'self'",
    above: [<LiveHeader {...content} />, <LiveToolbar {...content} />],
    sections: [Progress, Runs, Curves, LiveWeights, Checks, Trainings].map((Section) => (
      <Section {...content} />
    )),
    data: {
      plots: Object.fromEntries(Object.values(figures).map((one) => [plotId(one), one.plot])),
      state,
      unit,
    },
  });
}

type Growing = Parameters<typeof growingCurve>[1];

/** The plots that were drawn, by what decides their axes: a page is asked for again and again. */
const drawnPlots = new Map<string, Promise<LiveContent['figures']>>();

function plotsFor(runs: Growing['runs'], unit: string): Promise<LiveContent['figures']> {
  const losses = [...new Set(runs.map(({ run }) => run.loss))].map((loss) => ({ run: { loss } }));
  const key = JSON.stringify([losses, unit]);
  const known = drawnPlots.get(key);
  if (known) return known;
  const drawing = drawPlots({ runs: losses, unit });
  // A process that draws may have been killed: the next page tries anew.
  drawing.catch(() => drawnPlots.delete(key));
  drawnPlots.set(key, drawing);
  return drawing;
}

async function drawPlots(growing: Growing): Promise<LiveContent['figures']> {
  const figures = METRICS.flatMap((metric) => [
    growingCurve(metric, growing),
    growingOverlay(metric, growing),
  ]);
  const drawn = await Promise.all(figures.map(draw));
  return Object.fromEntries(drawn.map((one) => [one.name, one]));
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { renderToString } from 'preact-render-to-string';
import { jsonText } from '../../files';
import { DEFAULT_LOSS, LOSS_FUNCTIONS } from '../../model';
import { count, percent } from '../text/format';
import { cssVariables, DARK, LIGHT, vegaRuntime } from '../figures';
import { plotId } from './chart';
import { Checks } from './checks';
import { Conclusions } from './conclusions';
import type { PageContent } from './content';
import { Curves } from './curves';
import { Effects, hasEffects } from './effects';
import { Examples } from './examples';
import { Making } from './making';
import { Summary } from './summary';
import { TestSet } from './test-set';
import { Weights } from './weights';

const SECTIONS = [
  ['summary', 'Results'],
  ['conclusions', 'Conclusions'],
  ['curves', 'Learning curves'],
  ['effects', 'λ and η'],
  ['weights', 'Learnt weights'],
  ['test-set', 'On the test set'],
  ['examples', 'Hits and mistakes'],
  ['checks', 'Checks'],
  ['making', 'How it was made'],
] as const;

/** The page's own script, in the order in which its parts need one another. */
const SCRIPTS = ['reading.js', 'plots.js', 'weights.js', 'start.js'];

/** Its style sheets, in the order in which they override one another. */
const STYLES = [
  'document.css',
  'controls.css',
  'texts.css',
  'pictures.css',
  'effects.css',
  'weights.css',
  'paper.css',
];

/** The whole report as one HTML document, which requests nothing from outside. */
export function renderPage(content: PageContent): string {
  const runtime = vegaRuntime();
  const script = SCRIPTS.map(asset).join('\n');
  return `<!doctype html>\n${renderToString(
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy([runtime, script])} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title(content)}</title>
        <link rel="icon" href="data:," />
        <style dangerouslySetInnerHTML={{ __html: styles() }} />
      </head>
      <body>
        <Header {...content} />
        <Toolbar {...content} />
        <main>
          <Summary {...content} />
          <Conclusions {...content} />
          <Curves {...content} />
          <Effects {...content} />
          <Weights {...content} />
          <TestSet {...content} />
          <Examples {...content} />
          <Checks {...content} />
          <Making {...content} />
        </main>
        <div id="tooltip" role="presentation" hidden />
        <Data id="plots" value={plotsOf(content)} />
        <Data id="results" value={content.origins.map(({ results }) => results)} />
        <Data id="csv" value={content.csv} />
        <script dangerouslySetInnerHTML={{ __html: runtime }} />
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>,
  )}`;
}

function title({ runs }: PageContent): string {
  return runs.length === 1 ? `${runs[0].label.title} – onelayer` : 'Training report – onelayer';
}

function Header({ runs, origins }: PageContent) {
  const finished = runs.flatMap(({ run, label }) => (run.test ? [{ label, ...run.test }] : []));
  const best = finished.toSorted((a, b) => b.accuracy - a.accuracy).at(0);
  const names = origins.flatMap(({ results }) => results.data.files.map(({ name }) => name));
  const files = [...new Set(names)].join(', ');
  const kinds = new Set(runs.map(({ run }) => LOSS_FUNCTIONS[run.loss ?? DEFAULT_LOSS].classifier));
  return (
    <header>
      <h1>{kinds.size === 1 ? [...kinds][0] : 'Linear'} classifier: training report</h1>
      <p class="lead">
        {count(runs.length, 'run')} of mini-batch gradient descent on {files}
        {best ? (
          <>
            ; the best test accuracy is <b>{percent(best.accuracy)}</b>, of {best.label.title}
          </>
        ) : (
          '; none was finished'
        )}
        .
      </p>
    </header>
  );
}

/** Links to the sections, and check boxes of the runs. */
function Toolbar(content: PageContent) {
  const { runs } = content;
  const sections = SECTIONS.filter(([id]) => id !== 'effects' || hasEffects(content));
  return (
    <div class="toolbar">
      <nav aria-label="Sections">
        {sections.map(([id, text]) => (
          <a href={`#${id}`}>{text}</a>
        ))}
      </nav>
      <form aria-label="Which runs are shown">
        {runs.length > 1 && (
          <fieldset>
            <legend>Runs</legend>
            {runs.map(({ label }, i) => (
              <label title={label.title}>
                <input type="checkbox" name="run" value={i} checked /> {label.short}
              </label>
            ))}
          </fieldset>
        )}
        <button type="button" data-theme-switch>
          Light or dark
        </button>
      </form>
    </div>
  );
}

/** Data for the page's script; nothing in it can close its element. */
function Data({ id, value }: { readonly id: string; readonly value: unknown }) {
  const json = jsonText(value).replaceAll('<', '\\u003c');
  return <script type="application/json" id={id} dangerouslySetInnerHTML={{ __html: json }} />;
}

/** The interactive plots, by their ids. */
function plotsOf({ runs, figures }: PageContent): Record<string, object> {
  const shared = Object.values(figures).map((figure) => [plotId(figure), figure.plot] as const);
  const own = runs.flatMap((run, i) =>
    Object.values(run.figures).map((figure) => [plotId(figure, i), figure.plot] as const),
  );
  return Object.fromEntries([...shared, ...own]);
}

/**
 * The content security policy: no requests, and no scripts but the page's own two. The plots' runtime
 * compiles expressions, which counts as `eval`; they come from the plots alone, never from data.
 */
function policy(scripts: readonly string[]): string {
  const hashes = scripts.map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return `default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src ${hashes.join(' ')} 'unsafe-eval'`;
}

function styles(): string {
  const light = cssVariables(LIGHT);
  const dark = cssVariables(DARK);
  return [
    `:root { ${light} color-scheme: light; }`,
    `:root[data-theme="dark"] { ${dark} color-scheme: dark; }`,
    `@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} color-scheme: dark; } }`,
    `@media print { :root:root { ${light} color-scheme: light; } }`,
    ...STYLES.map(asset),
  ].join('\n');
}

/** The text of a file in the folder `browser/`. */
function asset(name: string): string {
  return readFileSync(path.join(__dirname, 'browser', name), 'utf8');
}

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { jsonText } from '../../files';
import { cssVariables, DARK, LIGHT, vegaRuntime } from '../figures';
import { plotId } from './chart';
import { Checks } from './checks';
import { Conclusions } from './conclusions';
import type { PageContent } from './content';
import { Curves } from './curves';
import { Data as DataSection } from './data';
import { Effects } from './effects';
import { Examples } from './examples';
import { Features } from './features';
import { Header, Toolbar } from './header';
import { Making } from './making';
import { Search } from './search';
import { Summary } from './summary';
import { TestSet } from './test-set';
import { Weights } from './weights';

/** The sections, in the order in which they are read. */
const SECTIONS = [
  Summary,
  DataSection,
  Search,
  Conclusions,
  Curves,
  Effects,
  Weights,
  Features,
  TestSet,
  Examples,
  Checks,
  Making,
];

/** The page's own script, in the order in which its parts need one another. */
const SCRIPTS = ['reading.js', 'plots.js', 'weights.js', 'comparing.js', 'folding.js', 'start.js'];

/** Its style sheets, in the order in which they override one another. */
const STYLES = [
  'document.css',
  'controls.css',
  'summary.css',
  'search.css',
  'conclusions.css',
  'texts.css',
  'pictures.css',
  'effects.css',
  'weights.css',
  'paper.css',
];

/**
 * The whole report as one HTML document, which requests nothing from outside, in consecutive parts, with
 * a turn of the event loop after each: there are megabytes of it.
 */
export async function renderPage(content: PageContent): Promise<Uint8Array[]> {
  const runtime = vegaRuntime();
  const script = SCRIPTS.map(asset).join('\n');
  const head = (
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={policy([runtime, script])} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{title(content)}</title>
      <link rel="icon" href="data:," />
      <style dangerouslySetInnerHTML={{ __html: styles() }} />
    </head>
  );
  const sections = SECTIONS.map((Section) => <Section {...content} />);
  const data = dataOf(content).map(([id, value]) => <Data id={id} value={value} />);
  return inTurns([
    '<!doctype html>\n<html lang="en">',
    head,
    '<body>',
    <Header {...content} />,
    <Toolbar {...content} />,
    '<main>',
    ...sections,
    '</main><div id="tooltip" role="presentation" hidden></div><div hidden>',
    ...data,
    '</div>',
    <script dangerouslySetInnerHTML={{ __html: runtime }} />,
    <script dangerouslySetInnerHTML={{ __html: script }} />,
    '</body></html>',
  ]);
}

/** Encodes each part, with a turn of the event loop after it. */
async function inTurns(parts: readonly (string | VNode)[]): Promise<Uint8Array[]> {
  const encoded: Uint8Array[] = [];
  for (const part of parts) {
    encoded.push(Buffer.from(typeof part === 'string' ? part : renderToString(part)));
    await setImmediate();
  }
  return encoded;
}

/** What the page's script reads, by the ids of its elements. */
function dataOf(content: PageContent): (readonly [id: string, value: unknown])[] {
  return [
    ['plots', plotsOf(content)],
    ['results', content.origins.map(({ results }) => results)],
    ['csv', content.csv],
  ];
}

function title({ title: given, runs }: PageContent): string {
  if (given !== null) return `${given} – onelayer`;
  return runs.length === 1 ? `${runs[0].label.title} – onelayer` : 'Training report – onelayer';
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

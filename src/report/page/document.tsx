import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { jsonText } from '../../files';
import { cssVariables, DARK, LIGHT, vegaRuntime } from '../figures';

/** The folder of the page's style sheets and scripts. */
export const BROWSER = path.join(__dirname, 'browser');

/** The style sheets, in the order in which they override one another. */
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

/** A part of the body: an element, or text of the document itself. */
export type Part = string | VNode;

/** A page in which everything is, with plots that a script makes interactive. */
export interface PageDocument {
  readonly title: string;
  /** The paths of the files of its script, in the order in which they need one another. */
  readonly scripts: readonly string[];
  /** The paths of style sheets beside those of every page. */
  readonly styles?: readonly string[];
  /** What the script may connect to; by default nothing. */
  readonly connect?: "'self'";
  /** What stands above the sections. */
  readonly above: readonly Part[];
  readonly sections: readonly Part[];
  /** What the script reads, by the ids of the elements. */
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * A page as one HTML document, which loads nothing from outside, in consecutive parts, with a turn of
 * the event loop after each: a report has megabytes of them.
 */
export async function renderDocument(page: PageDocument): Promise<Uint8Array[]> {
  const runtime = vegaRuntime();
  const script = page.scripts.map(textOf).join('\n');
  const content = policy([runtime, script], page.connect);
  const head = (
    <head>
      <meta charset="utf-8" />
      <meta http-equiv="Content-Security-Policy" content={content} />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="color-scheme" content="light dark" />
      <title>{page.title}</title>
      <link rel="icon" href="data:," />
      <style dangerouslySetInnerHTML={{ __html: styles(page.styles) }} />
    </head>
  );
  return inTurns([
    '<!doctype html>\n<html lang="en">',
    head,
    '<body>',
    ...page.above,
    '<main>',
    ...page.sections,
    '</main><div id="tooltip" role="presentation" hidden></div><div hidden>',
    ...Object.entries(page.data).map(([id, value]) => <Data id={id} value={value} />),
    '</div>',
    <script dangerouslySetInnerHTML={{ __html: runtime }} />,
    <script dangerouslySetInnerHTML={{ __html: script }} />,
    '</body></html>',
  ]);
}

/** Encodes each part, with a turn of the event loop after it. */
async function inTurns(parts: readonly Part[]): Promise<Uint8Array[]> {
  const encoded: Uint8Array[] = [];
  for (const part of parts) {
    encoded.push(Buffer.from(typeof part === 'string' ? part : renderToString(part)));
    await setImmediate();
  }
  return encoded;
}

/** Data for the page's script; nothing in it can close its element. */
function Data({ id, value }: { readonly id: string; readonly value: unknown }) {
  const json = jsonText(value).replaceAll('<', '\\u003c');
  return <script type="application/json" id={id} dangerouslySetInnerHTML={{ __html: json }} />;
}

/**
 * The content security policy: no requests but to `connect`, and no scripts but the page's own two. The
 * plots' runtime compiles expressions, which counts as `eval`; they come from the plots alone, never
 * from data.
 */
function policy(scripts: readonly string[], connect: PageDocument['connect']): string {
  const hashes = scripts.map(
    (script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`,
  );
  return [
    "default-src 'none'",
    'img-src data:',
    "style-src 'unsafe-inline'",
    `script-src ${hashes.join(' ')} 'unsafe-eval'`,
    ...(connect === undefined ? [] : [`connect-src ${connect}`]),
  ].join('; ');
}

function styles(more: readonly string[] = []): string {
  const light = cssVariables(LIGHT);
  const dark = cssVariables(DARK);
  return [
    `:root { ${light} color-scheme: light; }`,
    `:root[data-theme="dark"] { ${dark} color-scheme: dark; }`,
    `@media screen and (prefers-color-scheme: dark) { :root:not([data-theme="light"]) { ${dark} color-scheme: dark; } }`,
    `@media print { :root:root { ${light} color-scheme: light; } }`,
    ...STYLES.map((name) => textOf(path.join(BROWSER, name))),
    ...more.map(textOf),
  ].join('\n');
}

function textOf(file: string): string {
  return readFileSync(file, 'utf8');
}

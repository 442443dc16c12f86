import path from 'node:path';
import { argumentError, assertKnownKeys, assertOneOf, assertText } from '../errors';
import { assertPackages, missingPackages, nodeRequire, packageFolder } from '../files';
import type * as Drawing from './figures/drawing/drawing-processes';
import type * as Sources from './sources';
import type * as Writing from './write-report';
import { DOCUMENT_FIGURES, REPORT_FORMATS, type ReportOptions } from './report-options';

export type { ReportOptions };

/** Packages that a report needs: heavy, and therefore optional. */
export const REPORT_PACKAGES = [
  '@resvg/resvg-js',
  'opentype.js',
  'pngjs',
  'preact',
  'preact-render-to-string',
  'sharp',
  'vega',
  'vega-lite',
] as const;

/** Packages that reports need whose text or figures are PDF. */
const PDF_PACKAGES = [...REPORT_PACKAGES, 'pdfmake'] as const;

/** Starts the processes that draw a report, so that they load beside other work. */
export function prepareReport(): void {
  assertPackages('a report', REPORT_PACKAGES);
  (load('figures/drawing/drawing-processes') as typeof Drawing).getReadyToDraw();
}

/**
 * Makes the report of finished runs. `onelayer train` writes the files that it is made of.
 *
 * - `html`, the default, is a page: `report.html`, `curves.csv`, and each figure as SVG and PNG, in
 *   `figures/` for all runs together and in a folder for each run.
 * - `pdf` is one file to hand in, `report.pdf`.
 * - `markdown` and `latex` are documents to go on writing in: `report.md` or `report.tex`, each table in
 *   `tables/`, and the figures where the page's are, of `latex` as PDF. pdflatex compiles `report.tex` with
 *   the packages of Debian's `texlive-latex-recommended` and `lmodern`.
 *
 * The documents show what the page does, of more than six runs the chosen one and the one next to it, and
 * end with the command that repeats the runs.
 *
 * @returns the path of the page or the document
 * @throws TypeError or RangeError naming the option that is invalid
 * @throws OnelayerError PACKAGE_MISSING if an optional package that reports need is not installed,
 *   FILE_INVALID for a file that is damaged or not one of onelayer's, both before anything is written;
 *   NOT_WRITABLE
 * @category Report
 * @example
 * const page = await makeReport({ files: ['runs/results.json'], folder: 'report' });
 * console.log(`open ${page}`);
 */
export async function makeReport(options: ReportOptions): Promise<string> {
  assertReportOptions(options);
  packageFolder('a report');
  // The user's own mistake first: what can't be read is said before what isn't installed.
  const { format = 'html', figures } = options;
  const isPdf = format === 'pdf' || (format === 'latex' && figures !== 'png');
  const needed = isPdf ? PDF_PACKAGES : REPORT_PACKAGES;
  if (missingPackages(needed).length > 0) {
    await (load('sources') as typeof Sources).readSources(options.files, () => undefined);
  }
  assertPackages(isPdf ? 'a report with PDF' : 'a report', needed);
  return (load('write-report') as typeof Writing).writeReport(options);
}

/**
 * Loads what makes reports, and optional packages with it, when it is used. A bundler doesn't follow:
 * it would stop at the packages, and processes run files of ours.
 */
function load(name: string): unknown {
  return nodeRequire(path.join(__dirname, name));
}

/** Asserts options that JavaScript may have got wrong, e.g. a training's result in their place. */
function assertReportOptions(options: ReportOptions): void {
  const keys = ['files', 'folder', 'format', 'title', 'author', 'figures', 'onFile', 'onNotice'];
  assertKnownKeys('options', options, keys);
  const { files, folder, title, author, onFile, onNotice } = options as Partial<ReportOptions>;
  if (!Array.isArray(files)) {
    throw argumentError(TypeError, 'files', 'an array of paths of results files', files);
  }
  if (files.length === 0) {
    throw argumentError(RangeError, 'files', 'at least one path of a results file', 'none');
  }
  files.forEach((file, i) => assertText(`files[${i}]`, file));
  assertText('folder', folder);
  for (const [name, text] of Object.entries({ title, author })) {
    if (text !== undefined) assertText(name, text);
  }
  for (const [name, listener] of Object.entries({ onFile, onNotice })) {
    if (listener !== undefined && typeof listener !== 'function') {
      throw argumentError(TypeError, name, 'a function', listener);
    }
  }
  assertFormats(options);
}

function assertFormats({ format = 'html', figures }: ReportOptions): void {
  assertOneOf('format', format, REPORT_FORMATS);
  if (figures === undefined) return;
  if (format === 'html') {
    const expected = 'none with the format html, whose figures are both SVG and PNG';
    throw argumentError(RangeError, 'figures', expected, figures);
  }
  assertOneOf('figures', figures, DOCUMENT_FIGURES[format]);
}

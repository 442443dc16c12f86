import path from 'node:path';
import { argumentError, assertKnownKeys, assertText } from '../errors';
import { assertPackages, missingPackages, nodeRequire, packageFolder } from '../files';
import type * as Drawing from './figures/drawing/drawing-processes';
import type * as Sources from './sources';
import type * as Writing from './write-report';
import type { ReportOptions } from './write-report';

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

/** Starts the processes that draw a report, so that they load beside other work. */
export function prepareReport(): void {
  assertPackages('a report', REPORT_PACKAGES);
  (load('figures/drawing/drawing-processes') as typeof Drawing).getReadyToDraw();
}

/**
 * Makes the report of finished runs: `report.html`, `curves.csv`, and each figure as SVG and PNG, in
 * `figures/` for all runs together and in a folder for each run. `onelayer train` writes the files that
 * it is made of.
 *
 * @returns the path of `report.html`
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
  if (missingPackages(REPORT_PACKAGES).length > 0) {
    await (load('sources') as typeof Sources).readSources(options.files, () => undefined);
  }
  assertPackages('a report', REPORT_PACKAGES);
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
  assertKnownKeys('options', options, ['files', 'folder', 'title', 'author', 'onNotice']);
  const { files, folder, title, author, onNotice } = options as Partial<ReportOptions>;
  if (!Array.isArray(files)) {
    throw argumentError(TypeError, 'files', 'an array of paths of results files', files);
  }
  if (files.length === 0) {
    throw argumentError(RangeError, 'files', 'at least one path of a results file', 'none');
  }
  files.forEach((file, i) => assertText(`files[${i}]`, file));
  assertText('folder', folder);
  if (title !== undefined) assertText('title', title);
  if (author !== undefined) assertText('author', author);
  if (onNotice !== undefined && typeof onNotice !== 'function') {
    throw argumentError(TypeError, 'onNotice', 'a function', onNotice);
  }
}

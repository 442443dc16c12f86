import { assertPackages } from '../files';
import { getReadyToDraw } from './figures/drawing/drawing-processes';

/** What a report is made with: heavy, and optional therefore. */
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

/**
 * Options of `makeReport`.
 *
 * @category Report
 */
export interface ReportOptions {
  /** Results files, with the run folders that were saved beside them, and files of the gradient check. */
  readonly files: readonly string[];
  /** The folder to write to. */
  readonly folder: string;
  /** Called with what is worth knowing though it is no failure, e.g. that a run has no pictures. */
  readonly onNotice?: (message: string) => void;
}

/** Begins to load what a report takes, in processes of its own, beside what is done meanwhile. */
export function prepareReport(): void {
  assertPackages('a report', REPORT_PACKAGES);
  getReadyToDraw();
}

/**
 * Makes the report of finished runs: `report.html`, `curves.csv`, and each figure as SVG and PNG, in
 * `figures/` for all runs together and in a folder for each run. `onelayer train` writes the files that
 * it is made of.
 *
 * @returns the path of `report.html`
 * @throws OnelayerError PACKAGE_MISSING if an optional package that reports need is not installed,
 *   FILE_INVALID for a file that is damaged or not one of onelayer's, both before anything is written;
 *   NOT_WRITABLE
 * @category Report
 * @example
 * const page = await makeReport({ files: ['runs/results.json'], folder: 'report' });
 * console.log(`open ${page}`);
 */
export async function makeReport(options: ReportOptions): Promise<string> {
  assertPackages('a report', REPORT_PACKAGES);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads preact, so only now
  const { writeReport } = require('./write-report') as typeof import('./write-report');
  return writeReport(options);
}

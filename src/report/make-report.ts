import { assertPackages } from '../files';
import { getReadyToDraw } from './figures/drawing/drawing-processes';

/** What a report is made with: heavy, and optional therefore. */
export const REPORT_PACKAGES = [
  '@resvg/resvg-js',
  'opentype.js',
  'preact',
  'preact-render-to-string',
  'sharp',
  'vega',
  'vega-lite',
] as const;

/** What a report is made of. */
export interface ReportOptions {
  /** Results files, with what was saved beside them; and files of the gradient check. */
  readonly files: readonly string[];
  /** Where to write. */
  readonly folder: string;
  /** Gets what the user should know though it's no failure, e.g. that a run has no pictures. */
  readonly onNotice?: (message: string) => void;
}

/** Begins to load what a report takes, in processes of its own: while there is a core to spare. */
export function prepareReport(): void {
  assertPackages('a report', REPORT_PACKAGES);
  getReadyToDraw();
}

/**
 * Writes the report of finished runs: `report.html`, `curves.csv`, and each figure as SVG and PNG,
 * those of all runs in `figures/`, those of each run in a folder of its own.
 *
 * @returns the page's path
 * @throws OnelayerError PACKAGE_MISSING if an optional package that it needs is not installed,
 *   FILE_INVALID for a file that isn't ours or is damaged, both before anything is written;
 *   NOT_WRITABLE
 */
export async function makeReport(options: ReportOptions): Promise<string> {
  assertPackages('a report', REPORT_PACKAGES);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- loads preact, so only now
  const { writeReport } = require('./write-report') as typeof import('./write-report');
  return writeReport(options);
}

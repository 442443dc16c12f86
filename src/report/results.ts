import type { BackendReport } from '../backend';
import type { RunRecord } from '../training';

/** A run, with its number among the assignment's configurations; null for other settings. */
export interface ReportedRun extends RunRecord {
  readonly configuration: number | null;
}

/** All that a command has to tell of its runs. */
export interface Results {
  readonly version: 1;
  readonly backend: BackendReport;
  readonly data: DataReport;
  readonly runs: readonly ReportedRun[];
}

/** Which data the runs used. */
export interface DataReport {
  /** Where they came from. */
  readonly source: string;
  readonly files: readonly { readonly name: string; readonly md5: string }[];
}

import type { BackendReport } from '../../backend';
import type { Finding } from '../../checks';
import type { RunRecord, TrainingSettings } from '../../training';

/** A run, and what is told beside its record. */
export interface ReportedRun extends RunRecord {
  /** Its number among the assignment's configurations; null for other settings. */
  readonly configuration: number | null;
  /** The doctor's, on the setting and on the run; null where it was switched off. */
  readonly findings: readonly Finding[] | null;
}

/** All that a command has to tell of its runs. */
export interface Results {
  readonly version: 1;
  readonly backend: BackendReport;
  readonly data: DataReport;
  /** The doctor's, on data and code; null where it was switched off. */
  readonly findings: readonly Finding[] | null;
  readonly runs: readonly ReportedRun[];
}

/** Which data the runs used. */
export interface DataReport {
  /** Where they came from. */
  readonly source: string;
  readonly files: readonly { readonly name: string; readonly md5: string }[];
}

/** What the training doctor found. */
export interface Diagnosis {
  readonly version: 1;
  readonly backend: BackendReport;
  readonly data: DataReport;
  /** On data and code. */
  readonly findings: readonly Finding[];
  /** On each setting, and on what came of it. */
  readonly runs: readonly DiagnosedRun[];
}

export interface DiagnosedRun extends TrainingSettings {
  readonly configuration: number | null;
  readonly findings: readonly Finding[];
}

import type { BackendReport, Plan } from '../../backend';
import type { ImageShape } from '../../data';
import type { Finding } from '../../checks';
import type { RunRecord, TrainingSettings } from '../../training';
import type { Conclusion } from './conclusion';
import type { ReportedCheck } from './gradient-check-results';
import type { TestAnalysis } from './test-analysis';

/** A run, and what is told beside its record. */
export interface ReportedRun extends RunRecord {
  /** Its number among the assignment's configurations; null for other settings. */
  readonly configuration: number | null;
  /** The doctor's, on the setting and on the run; null where it was switched off. */
  readonly findings: readonly Finding[] | null;
  /** Of the answers to the test set; null if the run was interrupted. */
  readonly analysis: TestAnalysis | null;
  /** Beside the results file, with weights and example images; null where none were saved. */
  readonly folder: string | null;
}

/** All that a command has to tell of its runs. */
export interface Results {
  readonly version: 2;
  /** When it was written, in the form of ISO 8601. */
  readonly created: string;
  readonly backend: BackendReport;
  /** How samples passed through the model; absent in older results. */
  readonly plan?: Plan;
  readonly data: DataReport;
  /** How many there are. */
  readonly samples: {
    readonly training: number;
    readonly validation: number;
    readonly test: number;
  };
  /** Their names; label k means `classes[k]`. */
  readonly classes: readonly string[];
  /** The shape of a sample, where samples are images. */
  readonly image: ImageShape | null;
  /** Before training; null where it was switched off. */
  readonly gradientCheck: ReportedGradientCheck | null;
  /** The doctor's, on data and code; null where it was switched off. */
  readonly findings: readonly Finding[] | null;
  readonly runs: readonly ReportedRun[];
  /** What follows from the runs. */
  readonly conclusions: readonly Conclusion[];
}

/** A gradient check on the first training samples. */
export interface ReportedGradientCheck {
  readonly samples: number;
  /** Whether all that was asked for is there; else it was stopped. */
  readonly complete: boolean;
  /** Whether everything that was checked passed. */
  readonly passed: boolean;
  readonly checks: readonly ReportedCheck[];
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

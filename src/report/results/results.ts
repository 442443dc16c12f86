import type { BackendReport, Plan } from '../../backend';
import type { ImageShape } from '../../data';
import type { Finding, GradientCheck, PrecisionCheck } from '../../checks';
import type { Loss } from '../../model';
import type { SearchResults } from '../../search';
import type { RunRecord, TrainingSettings } from '../../training';
import type { Conclusion } from './conclusion';
import type { FitReport } from './fit-report';
import type { Making } from './making';
import type { PatchesUsed } from './patches-used';
import type { TestAnalysis } from './test-analysis';

/** Code of one's own that trained a run. */
export interface OwnCodeUsed {
  /** The file's name. */
  readonly file: string;
  /** The SHA-256 sum of the file, in hexadecimal digits. */
  readonly sha256: string;
  /** The functions of it that the training called. */
  readonly functions: readonly string[];
}

/**
 * A run in a results file.
 *
 * @category Report
 */
export interface ReportedRun extends RunRecord {
  /** The number of the assignment's configuration, from 1 to 4; null for other settings. */
  readonly configuration: number | null;
  /** The code that trained it. Absent where onelayer's own did. */
  readonly code?: OwnCodeUsed;
  /** The doctor's findings on the settings and the run; null if it was switched off. */
  readonly findings: readonly Finding[] | null;
  /** The analysis of the predictions on the test set; null if the run was interrupted. */
  readonly analysis: TestAnalysis | null;
  /** The folder beside the results file with weights and example images; null if none were saved. */
  readonly folder: string | null;
}

/**
 * The content of a results file, as `onelayer train --results` writes it: `schemas/results.schema.json`
 * in the package describes the same. In the JSON text, a number that is not finite is the string
 * `"NaN"`, `"Infinity"` or `"-Infinity"`.
 *
 * @category Report
 */
export interface Results {
  /** The version of the form. */
  readonly version: 3;
  /** The time of writing, in ISO 8601. */
  readonly created: string;
  /** The backend that computed, and the reason for it. */
  readonly backend: BackendReport;
  /** The execution plan. Absent in old results files. */
  readonly plan?: Plan;
  /** The number of processes that shared the rows. Absent of one. */
  readonly processes?: number;
  /** What the runs were made with. Absent in older results files. */
  readonly made?: Making;
  /** Which data the runs used. */
  readonly data: DataReport;
  /** The numbers of samples. */
  readonly samples: {
    readonly training: number;
    readonly validation: number;
    readonly test: number;
  };
  /** The classes' names; label k means `classes[k]`. */
  readonly classes: readonly string[];
  /** The shape of a sample if samples are images, else null. */
  readonly image: ImageShape | null;
  /** The features of the pictures that were trained on. Absent where those were pixels. */
  readonly patches?: PatchesUsed;
  /** The gradient check before training; null if it was switched off. */
  readonly gradientCheck: ReportedGradientCheck | null;
  /** The doctor's findings on data and code; null if it was switched off. */
  readonly findings: readonly Finding[] | null;
  /** The runs. */
  readonly runs: readonly ReportedRun[];
  /** The search over settings that the runs were chosen by. Absent without one. */
  readonly search?: SearchResults;
  /** What `fit` has understood of the data, and learnt of them. Absent of other trainings. */
  readonly fit?: FitReport;
  /** The conclusions that follow from the runs by rules. */
  readonly conclusions: readonly Conclusion[];
  /** The digest of all the rest, as files have it: see `onelayer verify`. Absent in older files. */
  readonly digest?: string;
}

/** A gradient check on the first training samples. */
export interface ReportedGradientCheck {
  readonly samples: number;
  /** False if the check was stopped before its end. */
  readonly complete: boolean;
  /** True if everything that was checked passed. */
  readonly passed: boolean;
  readonly checks: readonly ReportedCheck[];
}

/** A gradient check of the cost with one λ. */
export interface ReportedCheck extends GradientCheck {
  readonly lambda: number;
}

/** The content of a gradient check's file. */
export interface GradientCheckResults
  extends ReportedGradientCheck, Pick<Results, 'backend' | 'data'> {
  readonly version: 1;
  /** Seed of the generator that drew W and b, and which parameters to check, unless all were. */
  readonly seed: number;
  /** The loss of the cost; older results have cross-entropy without label smoothing, and don't say so. */
  readonly loss?: Loss;
  readonly labelSmoothing?: number;
  /** The float32 gradients that training uses; null if it was stopped before. */
  readonly precision: PrecisionCheck | null;
}

/** Which data the runs used. */
export interface DataReport {
  /** The source of the data. */
  readonly source: string;
  readonly files: readonly { readonly name: string; readonly md5: string }[];
}

/** The content of a diagnosis file. */
export interface Diagnosis extends Pick<Results, 'backend' | 'data'> {
  readonly version: 2;
  /** The name of the file that was examined. Absent of onelayer's own code. */
  readonly code?: string;
  /** The findings on data and code. */
  readonly findings: readonly Finding[];
  /** The findings on each setting, and on the run that was trained with it. */
  readonly runs: readonly DiagnosedRun[];
}

export interface DiagnosedRun extends TrainingSettings, Pick<ReportedRun, 'configuration'> {
  readonly findings: readonly Finding[];
}

import type { DataSet, ImageShape } from '../../data';
import {
  LinearClassifier,
  type Candidate,
  type ComputeOptions,
  type Rows,
  type SetEvaluation,
} from '../../library';
import type { Loss } from '../../model';

/** How sure a classifier is, before and after it is calibrated. */
export interface CalibrationChange {
  readonly temperature: number;
  readonly before: { readonly ece: number; readonly loss: number };
  readonly after: { readonly ece: number; readonly loss: number };
}

/** What the commands need of a trained classifier. */
export interface Classifier {
  readonly classes: readonly string[];
  readonly features: number;
  readonly loss: Loss;
  readonly temperature: number;
  readonly image: ImageShape | null;
  readonly bytes: boolean;
  readonly provenance: Readonly<Record<string, unknown>>;
  readonly weights: Float32Array | Float64Array;
  readonly bias: Float32Array | Float64Array;
  topK(rows: Rows, k: number): Candidate[][];
  evaluate(set: DataSet, signal?: AbortSignal): Promise<SetEvaluation>;
  calibrate(set: DataSet): Promise<CalibrationChange>;
  save(file: string): Promise<void>;
}

interface Loader {
  load(file: string, options?: ComputeOptions): Promise<Classifier>;
}

/** Loads a classifier. @throws OnelayerError FILE_INVALID naming the file */
export function loadClassifier(file: string, options: ComputeOptions): Promise<Classifier> {
  return (LinearClassifier as unknown as Loader).load(file, options);
}

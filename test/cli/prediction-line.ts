/** A line of `predict --json`. */
export interface PredictionLine {
  readonly input: string;
  readonly sample: number | null;
  readonly label: string;
  readonly probability: number;
  readonly top: readonly { label: string; index: number; probability: number }[];
}

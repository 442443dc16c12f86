/** A line of `predict --json`. */
export interface PredictionLine {
  readonly input: string;
  readonly sample: number | null;
  readonly class: string;
  readonly probability: number;
  readonly top: readonly { class: string; index: number; probability: number }[];
}

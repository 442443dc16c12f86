import { padded, textWidth } from '../../report/text/width';
import { percent } from '../../report/text/format';
import { printable } from '../../errors';
import { barSigns } from '../terminal/bar-signs';
import type { Candidate, Explanation } from '../../library';

/** The best classes of a sample. */
export interface Prediction {
  /** The sample's file, or standard input. */
  readonly input: string;
  /** The sample's index in the file, from 0; null for an image. */
  readonly sample: number | null;
  /** The best classes, best first. */
  readonly top: readonly Candidate[];
  /** Of the best class, if it was asked for. */
  readonly explanation?: Explanation | undefined;
}

/** The width of a full bar. */
const BAR_COLUMNS = 24;

/** Formats one sample: a line for each class, with its probability as a number and as a bar. */
export function barsText({ top }: Prediction, isUnicode: boolean): string {
  const labels = top.map(({ label }) => printable(label));
  const width = Math.max(...labels.map(textWidth));
  return top
    .map(({ probability }, i) => {
      const bar = barSigns(probability, BAR_COLUMNS, isUnicode);
      return `${padded(labels[i], width)}  ${percent(probability).padStart(8)}  ${bar}`.trimEnd();
    })
    .join('\n');
}

/** Formats a sample among others, e.g. `flowers.csv[3]: rose 61.32 %, tulip 20.10 %`. */
export function lineText({ input, sample, top }: Prediction): string {
  const file = printable(input);
  const place = sample === null ? file : `${file}[${sample}]`;
  const classes = top.map(
    ({ label, probability }) => `${printable(label)} ${percent(probability)}`,
  );
  return `${place}: ${classes.join(', ')}`;
}

/** Converts a prediction to the object of a line of JSON. */
export function predictionRecord({ input, sample, top, explanation }: Prediction): object {
  const [best] = top;
  return {
    input,
    sample,
    label: best.label,
    probability: best.probability,
    top,
    ...(explanation && { explanation }),
  };
}

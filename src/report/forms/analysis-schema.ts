import { z } from 'zod';
import { count, fraction, number } from './schema-parts';

const bin = { from: fraction, to: fraction };

const example = z.strictObject({
  sample: count.describe('The index in the test set, from 0'),
  label: count,
  predicted: count,
  probability: fraction.describe('Of the predicted class'),
  trueProbability: fraction.describe("Of the sample's own class"),
});

export const analysisSchema = z.strictObject({
  samples: count.min(1),
  confusion: z
    .array(z.array(count))
    .describe("K×K: samples of the row's class that were predicted to be of the column's"),
  classes: z.array(
    z.strictObject({
      samples: count.describe('The number of samples of this class'),
      predicted: count.describe('The number of samples predicted to be of this class'),
      precision: fraction.nullable().describe('TP / (TP + FP); null if it was never predicted'),
      recall: fraction.nullable().describe('TP / (TP + FN); null if it has no samples'),
      accuracy: fraction.describe('(TP + TN) / all'),
    }),
  ),
  calibration: z.strictObject({
    bins: z.array(
      z.strictObject({
        ...bin,
        samples: count,
        confidence: fraction.nullable().describe('Mean probability of the predicted class'),
        accuracy: fraction.nullable(),
      }),
    ),
    expectedError: number.describe('ECE: mean of |accuracy − confidence| over the samples'),
    confidence: number.describe('Mean probability of the predicted class'),
  }),
  trueClass: z
    .array(z.strictObject({ ...bin, right: count, wrong: count }))
    .describe('The number of samples by the probability of their own class'),
  examples: z
    .array(z.strictObject({ hits: z.array(example), mistakes: z.array(example) }))
    .describe('For each class, the most confident first'),
  weights: z.strictObject({
    norm: number.describe('The Frobenius norm of W'),
    largest: number.describe('The largest |W|'),
  }),
});

import { z } from 'zod';
import { findingSchema } from './finding-schema';
import { backend, count, data, number, seconds, settings, version } from './schema-parts';

const accuracy = z.number().min(0).max(1).describe('A fraction of the samples');

const evaluation = z.strictObject({
  loss: number.describe('Mean cross-entropy, in nats'),
  cost: number.describe('loss + lambda · sum of the squared weights'),
  accuracy,
});

const epoch = z.strictObject({
  epoch: count.min(1),
  train: evaluation.describe('On the training set, after the epoch'),
  validation: evaluation,
  outputs: z
    .strictObject({
      predicted: z.array(count).describe('How many training samples each class is predicted for'),
      saturated: accuracy.describe('Those whose highest probability is above 0.999'),
    })
    .describe('On the training set, after the epoch'),
  updateRatio: number.describe("eta · ‖dW‖ / ‖W‖ of the epoch's last step"),
  seconds: z.strictObject({ training: seconds, evaluation: seconds }),
});

const run = z.strictObject({
  ...settings,
  history: z.array(epoch).describe('The finished epochs'),
  test: evaluation.nullable().describe('After the last epoch; null if the run was interrupted'),
  seconds,
  findings: z
    .array(findingSchema)
    .nullable()
    .describe("The doctor's, on the setting and on the run; null where it was switched off"),
});

/** The form of a results file. */
export const resultsSchema = z
  .strictObject({
    version,
    backend,
    data,
    findings: z
      .array(findingSchema)
      .nullable()
      .describe("The doctor's, on data and code; null where it was switched off"),
    runs: z.array(run),
  })
  .describe(
    'Results of onelayer training runs. Accuracies are fractions; a number that is not finite is ' +
      'the string "NaN", "Infinity" or "-Infinity".',
  );

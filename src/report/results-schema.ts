import { z } from 'zod';

/**
 * JSON has no NaN or infinities, and a diverging run has all three: they are written as these
 * strings.
 */
const NON_FINITE = ['NaN', 'Infinity', '-Infinity'] as const;

const number = z.union([z.number(), z.enum(NON_FINITE)]);
const count = z.int().min(0);
const seconds = z.number().min(0);
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
  configuration: z.int().min(1).max(4).nullable().describe('Its number; null for other settings'),
  lambda: z.number().min(0).describe('Weight decay'),
  eta: z.number().positive().describe('Learning rate'),
  epochs: count.min(1).describe('As asked for; an interrupted run has a shorter history'),
  batchSize: count.min(1),
  seed: count,
  shuffle: z.boolean(),
  precision: z.enum(['float32', 'float64']),
  history: z.array(epoch).describe('The finished epochs'),
  test: evaluation.nullable().describe('After the last epoch; null if the run was interrupted'),
  seconds,
});

const backend = z.strictObject({
  name: z.enum(['openblas', 'js']),
  reason: z.string().describe('Why this backend was used'),
  threads: count.min(1),
  openblas: z
    .strictObject({ version: z.string(), core: z.string() })
    .nullable()
    .describe('Null for the JS backend'),
});

const file = z.strictObject({ name: z.string(), md5: z.string().regex(/^[0-9a-f]{32}$/) });

/** The form of a results file. */
export const resultsSchema = z
  .strictObject({
    version: z.literal(1).describe('Of this form; another form will have another number'),
    backend,
    data: z.strictObject({ source: z.string(), files: z.array(file) }),
    runs: z.array(run),
  })
  .describe(
    'Results of onelayer training runs. Accuracies are fractions; a number that is not finite is ' +
      'the string "NaN", "Infinity" or "-Infinity".',
  );

/** The JSON Schema that is published in `schemas/results.schema.json`. */
export function resultsJsonSchema(): object {
  return z.toJSONSchema(resultsSchema, { target: 'draft-2020-12' });
}

import { z } from 'zod';
import { LOSSES } from '../../model';
import { METRICS } from '../../training';

/** Parts that the forms of all JSON files share. */

/**
 * JSON has no NaN or infinities, and a diverging run has all three: they are written as these
 * strings.
 */
const NON_FINITE = ['NaN', 'Infinity', '-Infinity'] as const;

/** A number or its string, read as the number. */
export const number = z.union([z.number(), z.enum(NON_FINITE).transform(Number)], {
  error: 'expected a number, "NaN", "Infinity" or "-Infinity"',
});
export const count = z.int().min(0);
export const seconds = z.number().min(0);
export const fraction = z.number().min(0).max(1);

export const version = z
  .literal(1)
  .describe('The version of this form; another form will have another number');

export const backend = z.strictObject({
  name: z.enum(['openblas', 'js']),
  reason: z.string().describe('Why this backend was used'),
  threads: count.min(1),
  openblas: z
    .strictObject({
      version: z.string(),
      core: z.string(),
      instructions: z.string().describe("Of the addon's own loops").optional(),
    })
    .nullable()
    .describe('Null for the JS backend'),
});

/** The plan: it decides the order of summation, and with it the last bits of a run. */
export const plan = z
  .strictObject({
    product: z
      .enum(['direct', 'openblas', 'gemm'])
      .describe('The implementation of the matrix products'),
    tileRows: count.min(1).describe('The number of samples that passed through the model together'),
    reason: z.string().describe('The origin of the plan'),
  })
  .describe('The execution plan; absent in older files');

const file = z.strictObject({ name: z.string(), md5: z.string().regex(/^[0-9a-f]{32}$/) });

export const data = z.strictObject({ source: z.string(), files: z.array(file) });

/** The loss; cross-entropy where none is named. */
export const loss = z.enum(LOSSES).describe('What was minimised, beside the penalty');

const schedule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    z.strictObject({ kind: z.literal('step'), every: count.min(1), factor: z.number() }),
    z.strictObject({ kind: z.literal('exponential'), factor: z.number() }),
    z.strictObject({ kind: z.literal('cosine'), minimum: z.number().optional() }),
    z.strictObject({ kind: z.literal('cyclic'), minimum: z.number(), halfCycle: count.min(1) }),
  ])
  .describe('How the learning rate changed; constant where it is not said');

/** Settings beyond the assignment's: absent at their defaults. */
const refinements = {
  loss: loss.optional(),
  labelSmoothing: fraction.describe('ε: targets (1 − ε) Y + ε/K').optional(),
  momentum: fraction.optional(),
  nesterov: z.boolean().optional(),
  schedule: schedule.optional(),
  earlyStopping: z
    .strictObject({
      metric: z.enum(METRICS).optional(),
      patience: count.min(1),
      minimumDelta: z.number().min(0).optional(),
    })
    .nullable()
    .optional(),
  classWeights: z
    .union([z.literal('balanced'), z.array(z.number().min(0))])
    .nullable()
    .optional(),
  standardise: z.boolean().optional(),
  horizontalFlips: z.boolean().optional(),
};

/** The settings of a run. */
export const settings = {
  configuration: z.int().min(1).max(4).nullable().describe('Its number; null for other settings'),
  lambda: z.number().min(0).describe('Weight decay'),
  eta: z.number().positive().describe('Learning rate'),
  epochs: count.min(1).describe('As asked for; an interrupted run has a shorter history'),
  batchSize: count.min(1),
  seed: count,
  shuffle: z.boolean(),
  precision: z.enum(['float32', 'float64']),
  ...refinements,
};

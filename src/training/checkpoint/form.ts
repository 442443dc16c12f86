import type { z as Zod } from 'zod';
import { dependency } from '../../files';
import { SETTINGS, type Table, type WholeSettings } from '../settings';

/**
 * The current version. Version 1 wrote `precision` for `dtype`, and no solver: its only solver
 * tensors are momentum's velocities.
 */
export const VERSION = 2;

/** The forms of metrics and of an epoch's record, in checkpoints and in results files. */
export function epochForms(
  z: typeof Zod,
  { number, fraction, seconds }: Record<'number' | 'fraction' | 'seconds', Zod.ZodType<number>>,
) {
  const count = z.int().min(0);
  const evaluation = z.strictObject({
    loss: number.describe('The mean loss; for cross-entropy in nats'),
    cost: number.describe('loss + lambda · sum of the squared weights'),
    accuracy: fraction.describe('A fraction of the samples'),
  });
  const predicted = 'The number of training samples predicted to be of each class';
  const saturated = 'The fraction whose highest probability is above 0.999';
  const epoch = z.strictObject({
    epoch: count.min(1),
    train: evaluation.describe('On the training set, after the epoch'),
    validation: evaluation,
    outputs: z
      .strictObject({
        predicted: z.array(count).describe(predicted),
        saturated: fraction.describe(saturated),
      })
      .describe('On the training set, after the epoch'),
    updateRatio: number.describe("eta · ‖dW‖ / ‖W‖ of the epoch's last step"),
    gap: number
      .nullable()
      .describe('The cost is about this far above its minimum; null at lambda 0')
      .optional(),
    weightNorm: number.describe('‖W‖, the Frobenius norm of W, after the epoch').optional(),
    seconds: z.strictObject({ training: seconds, evaluation: seconds }),
  });
  return { evaluation, epoch };
}

/** Builds the schema of a checkpoint's header: all but the arrays. Loads zod only when needed. */
export function stateForm(table: Table = SETTINGS) {
  const { z } = dependency('zod', () => require('zod') as typeof import('zod'));
  const settings = z.strictObject(
    Object.fromEntries(
      Object.entries(table).map(([name, setting]) => [
        name,
        setting.form(z).default(setting.default),
      ]),
    ),
  ) as unknown as Zod.ZodType<WholeSettings>;
  const number = z.union([
    z.number(),
    z.literal(['NaN', 'Infinity', '-Infinity']).transform(Number),
  ]);
  const count = z.int().min(0);
  // These may be quoted in a message, so they are short and on one line.
  const words = z
    .string()
    .max(200)
    .regex(/^\P{Cc}*$/u);

  const { evaluation, epoch } = epochForms(z, { number, fraction: number, seconds: number });

  const set = z.strictObject({ shape: words, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

  const generator = z.strictObject({
    bit_generator: z.literal('PCG64'),
    state: z.strictObject({ state: z.string(), inc: z.string() }),
    has_uint32: z.literal([0, 1]),
    uinteger: count,
  });

  return z.strictObject({
    version: z.literal([1, VERSION]),
    identity: z.strictObject({
      settings: z.array(settings).min(1),
      data: z.strictObject({ training: set, validation: set.nullable() }),
      arithmetic: words,
      plan: z.strictObject({
        product: z.enum(['direct', 'openblas', 'gemm']),
        tileRows: count.min(1),
      }),
      processes: count.min(2).optional(),
    }),
    progress: z.strictObject({ epoch: count, step: count }),
    shape: z.strictObject({ classes: count.min(1), features: count.min(1) }),
    runs: z.array(
      z.strictObject({
        generator,
        history: z.array(epoch.extend({ validation: evaluation.nullable() })),
        hasConverged: z.boolean().default(false),
        hasEnded: z.boolean(),
        lastStepNorm: number,
        best: z.strictObject({ epoch: count.min(1), value: number }).nullable(),
      }),
    ),
  });
}

export type State = Zod.infer<ReturnType<typeof stateForm>>;

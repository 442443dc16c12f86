import type { z as Zod } from 'zod';
import { SETTINGS, type Table, type WholeSettings } from '../settings';

/**
 * The current version. Version 1 wrote `precision` for `dtype`, and no solver: its only solver
 * tensors are momentum's velocities.
 */
export const VERSION = 2;

/** Builds the schema of a checkpoint's header: all but the arrays. Loads zod only when needed. */
export async function stateForm(table: Table = SETTINGS) {
  const { z } = await import('zod');
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

  const evaluation = z.strictObject({ loss: number, cost: number, accuracy: number });

  const epoch = z.strictObject({
    epoch: count.min(1),
    train: evaluation,
    validation: evaluation.nullable(),
    outputs: z.strictObject({ predicted: z.array(count), saturated: number }),
    updateRatio: number,
    seconds: z.strictObject({ training: number, evaluation: number }),
  });

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
    }),
    progress: z.strictObject({ epoch: count, step: count }),
    shape: z.strictObject({ classes: count.min(1), features: count.min(1) }),
    runs: z.array(
      z.strictObject({
        generator,
        history: z.array(epoch),
        hasEnded: z.boolean(),
        lastStepNorm: number,
        best: z.strictObject({ epoch: count.min(1), value: number }).nullable(),
      }),
    ),
  });
}

export type State = Zod.infer<Awaited<ReturnType<typeof stateForm>>>;

import type { z as Zod } from 'zod';
import { SETTINGS, type Table, type WholeSettings } from '../settings';

/** The present version of the form. Version 1 has `precision` for `dtype`, and no solver; its tensors
 * of the solver are the velocities of momentum. */
export const VERSION = 2;

/** The form of the state in a checkpoint's header: all but its arrays. zod is loaded when needed. */
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
  // What may end up in a message: of one line, and not endless.
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

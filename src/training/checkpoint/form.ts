import type { z as Zod } from 'zod';
import { LOSSES } from '../../model';
import { METRICS } from '../early-stopping';

/** The form of the state in a checkpoint's header: all but its arrays. zod is loaded when needed. */
export async function stateForm() {
  const { z } = await import('zod');
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

  const factor = z.number();

  const schedule = z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('constant') }),
    z.strictObject({ kind: z.literal('step'), every: count, factor }),
    z.strictObject({ kind: z.literal('exponential'), factor }),
    z.strictObject({ kind: z.literal('cosine'), minimum: factor.optional() }),
    z.strictObject({ kind: z.literal('cyclic'), minimum: factor, halfCycle: count }),
  ]);

  const settings = z.strictObject({
    lambda: z.number(),
    eta: z.number(),
    epochs: count.min(1),
    batchSize: count.min(1),
    seed: count,
    shuffle: z.boolean(),
    precision: z.enum(['float32', 'float64']),
    loss: z.enum(LOSSES),
    labelSmoothing: z.number(),
    momentum: z.number(),
    nesterov: z.boolean(),
    schedule,
    earlyStopping: z
      .strictObject({
        metric: z.enum(METRICS).optional(),
        patience: count.min(1),
        minimumDelta: z.number().optional(),
      })
      .nullable(),
    classWeights: z.union([z.literal('balanced'), z.array(z.number())]).nullable(),
    standardise: z.boolean(),
    horizontalFlips: z.boolean(),
  });

  const set = z.strictObject({ shape: words, sha256: z.string().regex(/^[0-9a-f]{64}$/) });

  const generator = z.strictObject({
    bit_generator: z.literal('PCG64'),
    state: z.strictObject({ state: z.string(), inc: z.string() }),
    has_uint32: z.literal([0, 1]),
    uinteger: count,
  });

  return z.strictObject({
    version: z.literal(1),
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

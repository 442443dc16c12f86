import { LOSSES } from '../model';

/** What the formats that keep all of a model have in common. zod is loaded when needed. */
export async function modelFields() {
  const { z } = await import('zod');
  const count = z.int().min(1);
  const channels = z.union([z.literal(1), z.literal(3)]);
  const fields = {
    loss: z.enum(LOSSES),
    labelSmoothing: z.number().min(0).lt(1),
    lambda: z.number().min(0),
    temperature: z.number().positive(),
    image: z.strictObject({ width: count, height: count, channels }).nullable(),
    provenance: z.record(z.string(), z.unknown()),
  };
  return { z, fields };
}

/** As many as labels tell apart. */
export const MOST_CLASSES = 2 ** 16;

import type { z as Zod } from 'zod';
import { LOSSES } from '../model';

/** Fields that the formats that keep a whole model share. @param z  zod, loaded when needed */
export function modelFields(z: typeof Zod) {
  const count = z.int().min(1);
  const channels = z.union([z.literal(1), z.literal(3)]);
  return {
    loss: z.enum(LOSSES),
    labelSmoothing: z.number().min(0).lt(1),
    lambda: z.number().min(0),
    temperature: z.number().positive(),
    image: z.strictObject({ width: count, height: count, channels }).nullable(),
    provenance: z.record(z.string(), z.unknown()),
  };
}

/** The most classes that labels, of 16 bits, tell apart. */
export const MOST_CLASSES = 2 ** 16;

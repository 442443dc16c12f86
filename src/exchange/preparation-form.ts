import type { z as Zod } from 'zod';
import type { DatePart, Omission } from '../tables/preparation';

const PARTS = ['day', 'year', 'month', 'day of month', 'weekday', 'hour'] as const satisfies readonly DatePart[]; // prettier-ignore

const OMISSIONS = ['asked', 'empty', 'constant', 'duplicate', 'identifier', 'too many different texts'] as const satisfies readonly Omission[]; // prettier-ignore

/** The form of a `Preparation` in files; `assertPreparation` checks what it says. @param z  zod, loaded when needed */
export function preparationForm(z: typeof Zod) {
  const own = { name: z.string().min(1), canMiss: z.boolean() };
  const number = z.strictObject({ kind: z.literal('number'), ...own, median: z.number() });
  const boolean = z.strictObject({
    kind: z.literal('boolean'),
    ...own,
    no: z.string(),
    yes: z.string(),
    median: z.union([z.literal(0), z.literal(1)]),
  });
  const category = z.strictObject({
    kind: z.literal('category'),
    ...own,
    categories: z.array(z.string()),
    hasOther: z.boolean(),
  });
  const date = z.strictObject({
    kind: z.literal('date'),
    ...own,
    parts: z.array(z.enum(PARTS)),
    medians: z.array(z.number()),
  });
  const omitted = z.strictObject({
    name: z.string(),
    why: z.enum(OMISSIONS),
    of: z.string().optional(),
  });
  return z.strictObject({
    columns: z.array(z.discriminatedUnion('kind', [number, boolean, category, date])).min(1),
    omitted: z.array(omitted),
    labels: z.array(z.string().min(1)).min(1),
    missing: z.enum(['impute', 'error']),
  });
}

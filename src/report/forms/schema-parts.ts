import { z } from 'zod';
import { AREAS } from '../../checks';
import { ASSIGNMENT, EXTENSIONS, SETTINGS, type Table, type ValuesOf } from '../../training';

/** Parts that the forms of all JSON files share. */

/**
 * JSON has no NaN or infinities, and a diverging run has all three: they are written as these
 * strings.
 */
const NON_FINITE = ['NaN', 'Infinity', '-Infinity'] as const;

/** Read as the number it stands for. */
export const number = z.union([z.number(), z.enum(NON_FINITE).transform(Number)], {
  error: 'expected a number, "NaN", "Infinity" or "-Infinity"',
});
export const count = z.int().min(0);
export const seconds = z.number().min(0);
export const fraction = z.number().min(0).max(1);

export function versionForm<Version extends number>(version: Version) {
  const meaning = 'The version of this form; another form will have another number';
  return z.literal(version).describe(meaning);
}

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

/** It decides the order of summation, and with it the last bits of a run. */
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
export const loss = SETTINGS.loss.form(z);

export const findingSchema = z.strictObject({
  check: z.string().describe("The check's lasting name"),
  area: z.enum(AREAS).describe('The subject: where to look'),
  verdict: z
    .enum(['passed', 'warning', 'failed', 'skipped'])
    .describe('failed: something is broken; warning: a choice is doubtful; skipped: not checked'),
  seen: z.string(),
  meaning: z.string(),
  advice: z.string().nullable().describe('Null if there is nothing to do'),
  figures: z.record(z.string(), number).describe('The figures of what was seen'),
});

/** The settings of a run; those beyond the assignment are absent where they are off. */
export const settings = {
  configuration: z.int().min(1).max(4).nullable().describe('Its number; null for other settings'),
  ...formsOf(ASSIGNMENT),
  ...z.strictObject(formsOf(EXTENSIONS)).partial().shape,
};

type Forms<Values> = { readonly [Name in keyof Values]: z.ZodType<Values[Name]> };

/** The form of each setting of a table. */
export function formsOf<T extends Table>(table: T): Forms<ValuesOf<T>> {
  const entries = Object.entries(table).map(([name, setting]) => [name, setting.form(z)]);
  return Object.fromEntries(entries) as Forms<ValuesOf<T>>;
}

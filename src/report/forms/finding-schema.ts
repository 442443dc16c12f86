import { z } from 'zod';
import { AREAS } from '../../checks';
import { number } from './schema-parts';

/** The form of a finding of the training doctor. */
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

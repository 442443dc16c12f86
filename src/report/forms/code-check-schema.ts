import { z } from 'zod';
import { group } from './gradient-check-schema';
import { count, data, versionForm } from './schema-parts';

const finding = z.strictObject({
  function: z.string().describe('The name of the function'),
  verdict: z
    .enum(['passed', 'warning', 'failed', 'skipped'])
    .describe('skipped: it is not written yet'),
  mistake: z
    .string()
    .nullable()
    .describe('A name for the mistake, e.g. missing-mean; null if there is none'),
  seen: z.string().describe('The observation, with its figures'),
  meaning: z.string().describe('The conclusion from it'),
});

const numerical = z.strictObject({
  lambda: z.number().min(0).describe('Weight decay'),
  samples: count.min(1),
  tolerance: z.number().positive(),
  groups: z.array(group),
  passed: z.boolean(),
});

export const codeCheckSchema = z
  .strictObject({
    version: versionForm(1),
    code: z.string().describe('The file'),
    language: z.enum(['javascript', 'typescript', 'python']),
    data,
    samples: count.min(1),
    seed: count,
    complete: z.boolean().describe('False if it was stopped'),
    passed: z.boolean().describe('True if all functions are written and right'),
    functions: z.array(finding),
    numerical: z
      .array(numerical)
      .describe("The gradient against numerical derivatives of the code's own cost"),
  })
  .describe("onelayer's check of functions of the user's own");

import { z } from 'zod';
import { findingSchema } from './finding-schema';
import { backend, data, settings } from './schema-parts';

/** The form of a diagnosis file. */
export const diagnosisSchema = z
  .strictObject({
    version: z
      .literal(2)
      .describe('The version of this form; another form will have another number'),
    backend,
    data,
    findings: z.array(findingSchema).describe('On data and code'),
    runs: z.array(
      z.strictObject({
        ...settings,
        findings: z
          .array(findingSchema)
          .describe('On the settings, and on the run trained with them'),
      }),
    ),
  })
  .describe("The onelayer training doctor's findings");

import { z } from 'zod';
import { backend, data, findingSchema, settings, versionForm } from './schema-parts';

export const diagnosisSchema = z
  .strictObject({
    version: versionForm(2),
    backend,
    data,
    code: z
      .string()
      .describe("The file that was examined; absent of onelayer's own code")
      .optional(),
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

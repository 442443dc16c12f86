import { z } from 'zod';
import { codeCheckSchema, diagnosisSchema, gradientCheckSchema, resultsSchema } from '.';

/** The JSON Schemas that are published in `schemas/`, by file name. */
export function jsonSchemas() {
  const published = (form: z.ZodType): object =>
    z.toJSONSchema(form, { target: 'draft-2020-12', io: 'input' });
  return {
    results: published(resultsSchema),
    diagnosis: published(diagnosisSchema),
    'gradient-check': published(gradientCheckSchema),
    'code-check': published(codeCheckSchema),
  };
}

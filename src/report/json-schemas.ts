import { z } from 'zod';
import { diagnosisSchema } from './diagnosis-schema';
import { resultsSchema } from './results-schema';

/** The forms of all JSON files, by the name of their file in `schemas/`, without `.schema.json`. */
const FORMS = { results: resultsSchema, diagnosis: diagnosisSchema } as const;

/** The JSON Schemas that are published in `schemas/`, by name. */
export function jsonSchemas(): Record<keyof typeof FORMS, object> {
  const published = (form: z.ZodType): object => z.toJSONSchema(form, { target: 'draft-2020-12' });
  return { results: published(FORMS.results), diagnosis: published(FORMS.diagnosis) };
}

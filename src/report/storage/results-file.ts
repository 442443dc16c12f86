import type { z } from 'zod';
import { jsonText, writeWhole } from '../../files';
import { diagnosisSchema } from '../forms/diagnosis-schema';
import { gradientCheckSchema } from '../forms/gradient-check-schema';
import type { Diagnosis, GradientCheckResults, Results } from '../results/results';
import { resultsSchema } from '../forms/results-schema';

/** Writes results as JSON of the form `schemas/results.schema.json`. */
export function writeResults(file: string, results: Results): void {
  writeJson(file, resultsSchema, results);
}

/** Writes the doctor's findings as JSON of the form `schemas/diagnosis.schema.json`. */
export function writeDiagnosis(file: string, diagnosis: Diagnosis): void {
  writeJson(file, diagnosisSchema, diagnosis);
}

/** Writes a gradient check as JSON of the form `schemas/gradient-check.schema.json`. */
export function writeGradientCheck(file: string, results: GradientCheckResults): void {
  writeJson(file, gradientCheckSchema, results);
}

/** Checks JSON against its published form, then writes it whole or not at all. */
function writeJson(file: string, schema: z.ZodType, content: object): void {
  const text = jsonText(content, 2);
  schema.parse(JSON.parse(text));
  writeWhole(file, `${text}\n`);
}

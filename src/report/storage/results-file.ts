import type { z } from 'zod';
import { jsonText, writeWhole } from '../../files';
import { withDigest } from './digest';
import { loadForms } from '../forms/load-forms';
import type { Diagnosis, GradientCheckResults, Results } from '../results/results';

/** Writes results, with their digest, as JSON of the form `schemas/results.schema.json`. */
export function writeResults(file: string, results: Results): void {
  writeJson(file, loadForms().resultsSchema, withDigest(results));
}

/** Writes the doctor's findings as JSON of the form `schemas/diagnosis.schema.json`. */
export function writeDiagnosis(file: string, diagnosis: Diagnosis): void {
  writeJson(file, loadForms().diagnosisSchema, diagnosis);
}

/** Writes a gradient check as JSON of the form `schemas/gradient-check.schema.json`. */
export function writeGradientCheck(file: string, results: GradientCheckResults): void {
  writeJson(file, loadForms().gradientCheckSchema, results);
}

/** Writes a check of code of the user's own as JSON of the form `schemas/code-check.schema.json`. */
export function writeCodeCheck(file: string, check: object): void {
  writeJson(file, loadForms().codeCheckSchema, check);
}

/** Checks JSON against its published form, then writes it whole or not at all. */
function writeJson(file: string, schema: z.ZodType, content: object): void {
  const text = jsonText(content, 2);
  schema.parse(JSON.parse(text));
  writeWhole(file, `${text}\n`);
}

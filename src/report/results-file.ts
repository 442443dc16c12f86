import { writeWhole } from '../files';
import type { Results } from './results';
import { resultsSchema } from './results-schema';

/**
 * Writes results as JSON of the form `schemas/results.schema.json`; a number that is not finite
 * becomes the string "NaN", "Infinity" or "-Infinity".
 */
export function writeResults(file: string, results: Results): void {
  const text = JSON.stringify(results, nonFiniteAsString, 2);
  resultsSchema.parse(JSON.parse(text));
  writeWhole(file, `${text}\n`);
}

function nonFiniteAsString(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

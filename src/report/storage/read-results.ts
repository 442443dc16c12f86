import { gradientCheckSchema } from '../forms/gradient-check-schema';
import { resultsSchema } from '../forms/results-schema';
import type { GradientCheckResults } from '../results/gradient-check-results';
import { invalid, parseForm, readJson } from './read-json';
import type { ReportedRun, Results } from '../results/results';

/** What a file of ours holds. */
export type ReadFile =
  | { readonly kind: 'results'; readonly content: Results }
  | { readonly kind: 'gradient check'; readonly content: GradientCheckResults };

/**
 * Reads a results file, or one of the gradient check.
 *
 * @throws OnelayerError FILE_INVALID if it can't be read, isn't one of ours, or contradicts itself
 */
export function readResultsFile(file: string): ReadFile {
  const json = readJson(file);
  const keys = typeof json === 'object' && json !== null ? Object.keys(json) : [];
  if (keys.includes('runs') && keys.includes('version')) {
    assertVersion(file, json as { version: unknown });
    const content = parseForm(resultsSchema, file, json);
    content.runs.forEach((run, i) => assertConsistent(file, content, run, i));
    return { kind: 'results', content };
  }
  if (keys.includes('checks') && keys.includes('version')) {
    return { kind: 'gradient check', content: parseForm(gradientCheckSchema, file, json) };
  }
  throw invalid(
    file,
    'expected the results of a training (`--results`, or results.json) or of a gradient check, got other JSON',
  );
}

function assertVersion(file: string, { version }: { version: unknown }): void {
  if (version === 2) return;
  const cure = version === 1 ? '; it was written by an earlier onelayer: train again' : '';
  throw invalid(file, `version: expected 2, got ${JSON.stringify(version)}${cure}`);
}

/** Asserts that whatever there is one of for each class is there for each class. */
function assertConsistent(
  file: string,
  { classes }: Results,
  { analysis, history }: ReportedRun,
  run: number,
): void {
  const K = classes.length;
  const assertLength = (name: string, { length }: { readonly length: number }): void => {
    if (length !== K)
      throw invalid(file, `${name}: expected ${K} items, a class each, got ${length}`);
  };
  const assertClass = (name: string, value: number): void => {
    if (value >= K)
      throw invalid(file, `${name}: expected a class from 0 to ${K - 1}, got ${value}`);
  };
  const place = `runs[${run}]`;
  history.forEach(({ outputs, epoch }, i) => {
    assertLength(`${place}.history[${i}].outputs.predicted`, outputs.predicted);
    if (epoch !== i + 1) {
      throw invalid(file, `${place}.history[${i}].epoch: expected ${i + 1}, got ${epoch}`);
    }
  });
  if (analysis === null) return;
  assertLength(`${place}.analysis.confusion`, analysis.confusion);
  analysis.confusion.forEach((row, k) => assertLength(`${place}.analysis.confusion[${k}]`, row));
  assertLength(`${place}.analysis.classes`, analysis.classes);
  assertLength(`${place}.analysis.examples`, analysis.examples);
  analysis.examples.forEach(({ hits, mistakes }, k) =>
    [...hits, ...mistakes].forEach(({ label, predicted }) => {
      assertClass(`${place}.analysis.examples[${k}]: label`, label);
      assertClass(`${place}.analysis.examples[${k}]: predicted`, predicted);
    }),
  );
}

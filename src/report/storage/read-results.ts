import { gradientCheckSchema } from '../forms/gradient-check-schema';
import { resultsSchema } from '../forms/results-schema';
import type { GradientCheckResults } from '../results/gradient-check-results';
import { invalid, parseForm, readJson } from './read-json';
import type { ReportedRun, Results } from '../results/results';

/** The content of one of onelayer's files. */
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
    assertVersion(file, json as { version: unknown; runs: unknown });
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

function assertVersion(file: string, { version, runs }: { version: unknown; runs: unknown }): void {
  if (version === 2) return;
  const isDiagnosis = Array.isArray(runs) && runs.length > 0 && !hasHistory(runs[0]);
  if (version === 1 && isDiagnosis) {
    throw invalid(file, 'expected the results of a training, got the findings of the doctor');
  }
  const cure = version === 1 ? '; it was written by an earlier onelayer: train again' : '';
  throw invalid(file, `version: expected 2, got ${JSON.stringify(version)}${cure}`);
}

function hasHistory(run: unknown): boolean {
  return typeof run === 'object' && run !== null && 'history' in run;
}

/** Asserts that a run is consistent, in itself and with what all runs share. */
function assertConsistent(file: string, results: Results, run: ReportedRun, number: number): void {
  const { classes, samples } = results;
  const place = `runs[${number}]`;
  const assert = (isTrue: boolean, name: string, expected: string, got: unknown): void => {
    if (!isTrue) throw invalid(file, `${place}.${name}: expected ${expected}, got ${String(got)}`);
  };
  const assertPerClass = (name: string, { length }: { readonly length: number }): void =>
    assert(length === classes.length, name, `${classes.length} items, a class each`, length);
  const assertBelow = (name: string, what: string, value: number, limit: number): void =>
    assert(value < limit, name, `${what} from 0 to ${limit - 1}`, value);

  const { history, epochs, analysis, test } = run;
  assert(history.length <= epochs, 'history', `at most ${epochs} epochs`, history.length);
  history.forEach(({ outputs, epoch }, i) => {
    assertPerClass(`history[${i}].outputs.predicted`, outputs.predicted);
    assert(epoch === i + 1, `history[${i}].epoch`, `${i + 1}`, epoch);
  });
  assert(
    (analysis === null) === (test === null),
    'analysis',
    'one exactly where test is',
    analysis,
  );
  if (analysis === null) return;
  assert(
    analysis.samples === samples.test,
    'analysis.samples',
    `${samples.test}, as in samples.test`,
    analysis.samples,
  );
  assertPerClass('analysis.confusion', analysis.confusion);
  analysis.confusion.forEach((row, k) => assertPerClass(`analysis.confusion[${k}]`, row));
  assertPerClass('analysis.classes', analysis.classes);
  assertPerClass('analysis.examples', analysis.examples);
  analysis.examples.forEach(({ hits, mistakes }, k) =>
    [...hits, ...mistakes].forEach(({ sample, label, predicted }) => {
      const name = `analysis.examples[${k}]`;
      assertBelow(`${name}: sample`, 'a sample', sample, samples.test);
      assertBelow(`${name}: label`, 'a class', label, classes.length);
      assertBelow(`${name}: predicted`, 'a class', predicted, classes.length);
    }),
  );
}

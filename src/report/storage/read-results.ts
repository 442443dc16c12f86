import { withPresentNames } from '../../training';
import { loadForms } from '../forms/load-forms';
import { invalid, parseForm, readJson } from './read-json';
import type { GradientCheckResults, ReportedRun, Results } from '../results/results';

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
    assertVersion(file, json as Versioned);
    const content = parseForm(loadForms().resultsSchema, file, inPresentForm(json as Versioned));
    content.runs.forEach((run, i) => assertConsistent(file, content, run, i));
    return { kind: 'results', content };
  }
  if (keys.includes('checks') && keys.includes('version')) {
    const content = parseForm(loadForms().gradientCheckSchema, file, json);
    return { kind: 'gradient check', content };
  }
  throw invalid(
    file,
    'expected the results of a training (`--results`, or results.json) or of a gradient check, got other JSON',
  );
}

/** Results of any version, or what looks like them. */
interface Versioned {
  readonly version: unknown;
  readonly runs: unknown;
}

/** Results of version 2 have `precision` for `dtype`. */
function inPresentForm(json: Versioned): Versioned {
  if (json.version !== 2 || !Array.isArray(json.runs)) return json;
  const runs = json.runs.map((run: unknown) => withPresentNames(Object(run) as object));
  return { ...json, version: 3, runs };
}

function assertVersion(file: string, { version, runs }: Versioned): void {
  const isDiagnosis = Array.isArray(runs) && runs.length > 0 && !hasHistory(runs[0]);
  if (version === 3 || (version === 2 && !isDiagnosis)) return;
  if ((version === 1 || version === 2) && isDiagnosis) {
    throw invalid(file, 'expected the results of a training, got the findings of the doctor');
  }
  const cure = version === 1 ? '; it was written by an earlier onelayer: train again' : '';
  throw invalid(file, `version: expected 3, got ${JSON.stringify(version)}${cure}`);
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
  const isWhole = (analysis === null) === (test === null);
  assert(isWhole, 'analysis', 'one exactly where test is', analysis);
  if (analysis === null) return;
  const tested = analysis.samples;
  const expected = `${samples.test}, as in samples.test`;
  assert(tested === samples.test, 'analysis.samples', expected, tested);
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

import { withPresentNames } from '../../training';
import { loadForms } from '../forms/load-forms';
import { Claims } from './consistency/claims';
import { assertGradientCheck } from './consistency/gradient-claims';
import { assertConsistent } from './consistency/results-claims';
import { invalid, parseForm, readJson } from './read-json';
import type { GradientCheckResults, Results } from '../results/results';

const EXPECTED = 'the results of a training (`--results`, or results.json) or of a gradient check';

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
  const json = readResultsJson(file);
  const keys = typeof json === 'object' && json !== null ? Object.keys(json) : [];
  if (looksLikeResults(json)) {
    const content = resultsOf(file, json);
    assertConsistent(file, content);
    return { kind: 'results', content };
  }
  if (keys.includes('checks') && keys.includes('version')) {
    const content = parseForm(loadForms().gradientCheckSchema, file, json);
    assertGradientCheck(new Claims(file), content);
    return { kind: 'gradient check', content };
  }
  throw invalid(file, `expected ${EXPECTED}, got other JSON`);
}

/** Reads the JSON of a file that is to be results. @throws OnelayerError FILE_INVALID */
export function readResultsJson(file: string): unknown {
  return readJson(file, EXPECTED);
}

/** Returns true for results of any version, and for what only looks like them. */
export function looksLikeResults(json: unknown): json is Versioned {
  return typeof json === 'object' && json !== null && 'runs' in json && 'version' in json;
}

/**
 * Asserts the form of results, and returns them; whether they agree with themselves, `assertConsistent`
 * tells.
 *
 * @throws OnelayerError FILE_INVALID that names the first place that has another form
 */
export function resultsOf(file: string, json: Versioned): Results {
  assertVersion(file, json);
  return parseForm(loadForms().resultsSchema, file, inPresentForm(json));
}

/** Results of any version, or what looks like them. */
export interface Versioned {
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

import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isArgumentError } from '../errors';
import { packageVersion } from '../files';
import {
  assertChosen,
  assertConsistent,
  concludedAnew,
  curvesCsv,
  digestOf,
  looksLikeResults,
  readResultsJson,
  resultsOf,
  type Results,
} from '../report';
import { assertSettings, settingsOf } from '../training';
import { firstDifference, isSameNumber } from './difference';
import { isFileFault, type Evidence } from './verdict';

/**
 * Checks the form of a results file, its digest, and its figures against each other.
 *
 * @returns its content; null if it has none that can be checked further
 */
export function checkOwnFigures(file: string, evidence: Evidence): Results | null {
  let json: unknown;
  try {
    json = readResultsJson(file);
  } catch (error) {
    evidence.cannotTell(messageOf(error, file));
    return null;
  }
  if (!looksLikeResults(json)) {
    evidence.cannotTell('expected the results of a training, got other JSON');
    return null;
  }
  const results = tried(file, evidence, 'form', () => resultsOf(file, json));
  if (results === null) return null;
  checkFigures(file, results, evidence);
  // It says only that something is another; what contradicts itself has a place, and is said first.
  checkDigest(json, evidence);
  return results;
}

function checkFigures(file: string, results: Results, evidence: Evidence): void {
  const isConsistent = tried(file, evidence, 'figures', () => {
    assertConsistent(file, results);
    assertChosen(file, results);
    assertTrainable(results);
    return true;
  });
  if (isConsistent === null) return;
  checkConclusions(results, evidence);
  checkCurves(file, results, evidence);
}

/** Asserts settings that runs can be trained with. @throws TypeError or RangeError naming the setting */
function assertTrainable({ classes, runs, samples }: Results): void {
  for (const run of runs) assertSettings(settingsOf(run), { classes, samples: samples.training });
}

function checkDigest(json: object, evidence: Evidence): void {
  const { digest } = json as { readonly digest?: unknown };
  if (digest === undefined) {
    const why = 'it was written by an earlier onelayer, or somebody took it out';
    evidence.cannotTell(`it has no digest: ${why}`);
    return;
  }
  if (digestOf(json) === digest) evidence.pass('digest');
  else evidence.fail('digest', 'something was changed after it was written: its digest is another');
}

/** Runs a check that throws where it fails; null then. */
function tried<Result>(
  file: string,
  evidence: Evidence,
  check: 'form' | 'figures',
  work: () => Result,
): Result | null {
  try {
    const result = work();
    evidence.pass(check);
    return result;
  } catch (error) {
    evidence.fail(check, messageOf(error, file));
    return null;
  }
}

/** The message of what is wrong with a file, without its name. @throws any other error */
function messageOf(error: unknown, file: string): string {
  if (isArgumentError(error)) return error.message;
  if (!isFileFault(error)) throw error;
  const { message } = error;
  return message.startsWith(`${file}: `) ? message.slice(file.length + 2) : message;
}

/** The rules by which conclusions follow from the runs are those of a version. */
function checkConclusions(results: Results, evidence: Evidence): void {
  if (results.made?.version !== packageVersion()) {
    evidence.note('conclusions not compared: they are by the rules of another version of onelayer');
    return;
  }
  const { conclusions } = concludedAnew(results);
  const difference = firstDifference(results.conclusions, conclusions, 'conclusions', isSameNumber);
  if (difference !== null) evidence.fail('figures', `${difference}, by the runs`);
}

/** The curves beside a results file are made of it; those of several files aren't compared. */
function checkCurves(file: string, results: Results, evidence: Evidence): void {
  const csv = path.join(path.dirname(file), 'curves.csv');
  if (!existsSync(csv)) return;
  const [got, expected] = [readFileSync(csv, 'utf8'), curvesCsv(results.runs)].map((text) =>
    text.trimEnd().split(/\r?\n/),
  );
  if (got.length !== expected.length || got[0] !== expected[0]) {
    evidence.note('curves.csv not compared: it is not of these runs alone');
    return;
  }
  const line = got.findIndex((text, i) => text !== expected[i]);
  if (line < 0) return;
  evidence.fail('figures', `curves.csv, line ${line + 1}: expected ${expected[line]}`);
}

import type { Candidate } from '../../src';
import type { KnownModel } from './models';

/** A request, and which of the rows it is about. */
export interface Question {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
  readonly rows: readonly number[];
  readonly k: number;
}

/** The body of an answer of `POST /predict`. */
export interface Reply {
  readonly model: string;
  readonly predictions: readonly Candidate[][];
}

/**
 * How far probabilities may be off: the service computes in float32, and what is expected comes of
 * float64. Two models' predictions for a row are a thousand times as far apart (`leastDistance`).
 */
export const TOLERANCE = 1e-5;

const QUESTIONS = 60;

/** Questions of one to six rows and of all k, in JSON, as bytes and as float32. */
export function makeQuestions(rows: readonly number[][], classes: number): Question[] {
  return Array.from({ length: QUESTIONS }, (_, i) => {
    const which = Array.from({ length: 1 + (i % 6) }, (_, j) => (7 * i + j) % rows.length);
    const k = 1 + (i % classes);
    const these = which.map((row) => rows[row]);
    return { ...bodyOf(these, k, i), rows: which, k };
  });
}

function bodyOf(rows: readonly number[][], k: number, i: number) {
  const octets = 'application/octet-stream';
  if (i % 4 === 1) {
    const body = Buffer.from(rows.flat());
    return { path: `/predict?type=uint8&k=${k}`, type: octets, body };
  }
  if (i % 4 === 3) {
    const body = Buffer.from(Float32Array.from(rows.flat()).buffer);
    return { path: `/predict?type=float32&k=${k}`, type: octets, body };
  }
  const question = rows.length === 1 ? { row: rows[0], k } : { rows, k };
  return {
    path: '/predict',
    type: 'application/json',
    body: Buffer.from(JSON.stringify(question)),
  };
}

/** What is wrong with predictions that a model has given; null if nothing is. */
export function wrongIn(
  predictions: readonly Candidate[][],
  { rows, k }: Question,
  { classes, probabilities }: KnownModel,
): string | null {
  if (predictions.length !== rows.length)
    return `${predictions.length} predictions for ${rows.length} rows`;
  for (const [i, candidates] of predictions.entries()) {
    const expected = probabilities[rows[i]];
    const sorted = expected.toSorted((a, b) => b - a);
    if (candidates.length !== k) return `${candidates.length} candidates, not ${k}`;
    if (new Set(candidates.map(({ index }) => index)).size !== k) return 'a class came twice';
    for (const [j, { label, index, probability }] of candidates.entries()) {
      if (label !== classes[index]) return `class ${index} is called ${label}`;
      const isRight =
        Math.abs(probability - expected[index]) <= TOLERANCE &&
        Math.abs(probability - sorted[j]) <= TOLERANCE;
      if (!isRight) {
        return `row ${rows[i]}, candidate ${j}: class ${index} with ${probability}, expected ${expected[index]}`;
      }
    }
  }
  return null;
}

/** The largest difference of two models' probabilities of a class, the least of all models and rows. */
export function leastDistance(models: readonly KnownModel[]): number {
  const distances = models.flatMap((a, i) =>
    models
      .slice(0, i)
      .flatMap((b) => a.probabilities.map((row, j) => distance(row, b.probabilities[j]))),
  );
  return Math.min(...distances);
}

function distance(p: readonly number[], q: readonly number[]): number {
  return Math.max(...p.map((probability, k) => Math.abs(probability - q[k])));
}

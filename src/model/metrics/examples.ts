import { isRight, type Answer } from './predictions';

/** A sample that shows what a model does. */
export interface Example extends Answer {
  /** Its number in its data set, from 0. */
  readonly sample: number;
}

/** What to look at of one class, the surest first. */
export interface ClassExamples {
  /** Samples of the class that were recognised. */
  readonly hits: readonly Example[];
  /** Samples of the class that were taken for another one. */
  readonly mistakes: readonly Example[];
}

const COUNT = 5;

/**
 * The five surest hits and the five most confident mistakes of each class.
 *
 * @param answers  of the samples 0 … n − 1
 * @param classes  K
 * @returns K
 */
export function classExamples(answers: readonly Answer[], classes: number): ClassExamples[] {
  const ranked = answers
    .map((answer, sample): Example => ({ sample, ...answer }))
    .filter(({ probability }) => !Number.isNaN(probability))
    .sort((a, b) => b.probability - a.probability || a.sample - b.sample);
  const right = ranked.filter(isRight);
  const wrong = ranked.filter((answer) => !isRight(answer));
  const first = (all: readonly Example[], k: number): Example[] =>
    all.filter(({ label }) => label === k).slice(0, COUNT);
  return Array.from({ length: classes }, (_, k) => ({
    hits: first(right, k),
    mistakes: first(wrong, k),
  }));
}

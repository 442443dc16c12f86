import fc from 'fast-check';
import type { Prediction } from '../../src/model';

/** A prediction; by default the true class has its probability if it is right, else the rest. */
export const answer = (
  label: number,
  predicted: number,
  probability = 0.5,
  trueProbability = label === predicted ? probability : 1 - probability,
): Prediction => ({ label, predicted, probability, trueProbability });

/** The prediction for overflowed scores: class 0, without a probability. */
export const overflowed = (label: number) => answer(label, 0, NaN, NaN);

/** The number of classes of `someAnswers`. */
export const K = 4;

/** Any predictions. */
export const someAnswers = fc.array(
  fc.record({
    label: fc.nat(K - 1),
    predicted: fc.nat(K - 1),
    probability: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(NaN)),
    trueProbability: fc.oneof(fc.double({ min: 0, max: 1, noNaN: true }), fc.constant(NaN)),
  }),
  { minLength: 1, maxLength: 60 },
);

export const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

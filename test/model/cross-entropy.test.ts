import { expect } from 'chai';
import fc from 'fast-check';
import { Metrics } from '../../src/model';
import { LOSS_FUNCTIONS, softmax } from '../../src/model/losses';

const kernels = LOSS_FUNCTIONS['cross-entropy'];

/** Rows of scores as the kernels take them. */
const scored = (S: Float64Array, labels: readonly number[], classes: number) => ({
  S,
  y: Uint16Array.from(labels),
  weights: null,
  rows: labels.length,
  classes,
});

/** K scores of one row, within a range in which the textbook's formula is exact enough. */
const row = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), { minLength: 2, maxLength: 8 });

function probabilities(scores: readonly number[]): number[] {
  const S = Float64Array.from(scores);
  softmax(S, 1, scores.length);
  return [...S];
}

function evaluate(scores: readonly number[], label: number) {
  const metrics = new Metrics(scores.length);
  kernels.evaluate(scored(Float64Array.from(scores), [label], scores.length), 0, metrics);
  return metrics.evaluation(0);
}

describe('softmax', () => {
  it('is exp(s) / Σ exp(s)', () => {
    fc.assert(
      fc.property(row, (scores) => {
        const sum = scores.reduce((total, s) => total + Math.exp(s), 0);
        probabilities(scores).forEach((p, k) =>
          expect(p).to.be.closeTo(Math.exp(scores[k]) / sum, 1e-14),
        );
      }),
    );
  });

  it('does not overflow, however large the scores are', () => {
    expect(probabilities([1e4, 1e4, -1e4])).to.deep.equal([0.5, 0.5, 0]);
    expect(probabilities([-1e300, -1e300])).to.deep.equal([0.5, 0.5]);
  });

  it('treats each row by itself', () => {
    const S = Float64Array.of(0, 0, 1000, 0);
    softmax(S, 2, 2);
    expect([...S]).to.deep.equal([0.5, 0.5, 1, 0]);
  });
});

describe('cross-entropy', () => {
  it('is −ln of the probability of the label', () => {
    fc.assert(
      fc.property(row, (scores) => {
        const expected = -Math.log(probabilities(scores)[1]);
        expect(evaluate(scores, 1).loss).to.be.closeTo(expected, 1e-12 * (1 + expected));
      }),
    );
  });

  it("keeps a confident mistake's loss finite", () => {
    expect(evaluate([5000, 0, 0], 1).loss).to.equal(5000);
  });

  it('counts a hit when the label has the highest score, the first of equals', () => {
    expect(evaluate([1, 3, 2], 1).accuracy).to.equal(1);
    expect(evaluate([1, 3, 3], 2).accuracy).to.equal(0);
    expect(evaluate([2, 2], 0).accuracy).to.equal(1);
  });

  it('is NaN once a score is', () => {
    expect(evaluate([NaN, 1], 0).loss).to.be.NaN;
    expect(evaluate([0, NaN], 0).loss).to.be.NaN;
  });

  it('means over all rows, with the penalty in the cost alone', () => {
    const metrics = new Metrics(3);
    metrics.add(1, 2, 2, 0.5, 0.5);
    metrics.add(2, 1, 0, 0.5, 0.1);
    expect(metrics.evaluation(10)).to.deep.equal({ loss: 1.5, cost: 11.5, accuracy: 0.5 });
  });
});

describe('the outputs of metrics', () => {
  it('are how often each class is predicted, and how many outputs are saturated', () => {
    const metrics = new Metrics(3);
    const S = Float64Array.of(0, 1, 0, 0, 9, 0, 20, 0, 0, 1, 2, 0);
    kernels.evaluate(scored(S, [0, 1, 1, 2], 3), 0, metrics);
    expect(metrics.outputs()).to.deep.equal({ predicted: [1, 3, 0], saturated: 0.5 });
  });
});

describe('the gradient of cross-entropy', () => {
  it('is the derivative of the mean cross-entropy with respect to the scores', () => {
    fc.assert(
      fc.property(row, (scores) => {
        const G = Float64Array.from(scores);
        kernels.backward(scored(G, [0], scores.length), 0, 4);
        scores.forEach((_, k) => {
          const shifted = (h: number) =>
            evaluate(
              scores.map((s, j) => (j === k ? s + h : s)),
              0,
            ).loss;
          const numerical = (shifted(1e-5) - shifted(-1e-5)) / 2e-5 / 4;
          expect(G[k]).to.be.closeTo(numerical, 1e-9);
        });
      }),
    );
  });
});

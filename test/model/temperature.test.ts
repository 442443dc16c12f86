import { expect } from 'chai';
import fc from 'fast-check';
import { LOSSES, toProbabilities, type LabelledScores, type Loss } from '../../src/model';
import { defaultRng } from '../../src/random';
import { fitTemperature } from '../support/fit-temperature';

/** The mean negative log-likelihood of the labels, by its definition. */
function likelihood(loss: Loss, { S, labels, weights, classes: K }: LabelledScores, T: number) {
  const P = S.slice();
  toProbabilities(loss, P, K, T);
  let total = 0;
  for (let i = 0; i < labels.length; i++) {
    for (let k = 0; k < K; k++) {
      const p = P[i * K + k];
      const isOwn = k === labels[i];
      if (isOwn) total -= (weights?.[i] ?? 1) * Math.log(p);
      else if (loss === 'binary-cross-entropy') total -= (weights?.[i] ?? 1) * Math.log1p(-p);
    }
  }
  return total / labels.length;
}

/** Labels that are drawn with the probabilities of the scores times a factor. */
function drawn(loss: Loss, factor: number, isWeighted = false): LabelledScores {
  const [samples, classes] = [4000, 3];
  const generator = defaultRng(11);
  const S = Float64Array.from({ length: samples * classes }, () => 2 * generator.standardNormal());
  const P = S.map((s) => s / factor);
  toProbabilities(loss, P, classes, 1);
  const labels = Uint8Array.from({ length: samples }, (_, i) => {
    const own = P.subarray(i * classes, (i + 1) * classes);
    let left = generator.random() * own.reduce((a, b) => a + b);
    return Math.max(
      0,
      own.findIndex((p) => (left -= p) < 0),
    );
  });
  const weights = isWeighted
    ? Float64Array.from({ length: samples }, () => 2 * generator.random())
    : null;
  return { S, labels, weights, classes };
}

describe('a fitted temperature', () => {
  for (const factor of [0.25, 1, 3]) {
    it(`is the one that labels were drawn with: ${factor}`, () => {
      expect(fitTemperature('cross-entropy', drawn('cross-entropy', factor))).to.be.closeTo(
        factor,
        0.08 * factor,
      );
    });
  }

  for (const loss of LOSSES) {
    for (const isWeighted of [false, true]) {
      it(`is the most likely one: ${loss}${isWeighted ? ', weighted' : ''}`, () => {
        const scores = drawn(loss, 1.7, isWeighted);
        const T = fitTemperature(loss, scores);
        const least = likelihood(loss, scores, T);
        for (const factor of [0.5, 0.9, 0.999, 1.001, 1.1, 2]) {
          expect(likelihood(loss, scores, T * factor)).to.be.above(least);
        }
      });
    }
  }

  it('is that of the scores alone, however large they are', () => {
    const scores = drawn('cross-entropy', 1.7);
    const T = fitTemperature('cross-entropy', scores);
    const larger = { ...scores, S: scores.S.map((s) => 100 * s) };
    expect(fitTemperature('cross-entropy', larger)).to.be.closeTo(100 * T, 1e-8 * T);
  });

  it('is within its bounds where none is the best', () => {
    const right = { S: Float64Array.of(1, 0, 0, 1), labels: [0, 1], weights: null, classes: 2 };
    expect(fitTemperature('cross-entropy', right)).to.be.within(0.001, 0.0011);
    expect(fitTemperature('cross-entropy', { ...right, labels: [1, 0] })).to.be.within(999, 1000);
    const equal = { ...right, S: new Float64Array(4) };
    expect(fitTemperature('cross-entropy', equal)).to.be.within(0.001, 1000);
  });

  it('is a number above 0 for any scores', () => {
    const score = fc.double({ min: -1e300, max: 1e300, noNaN: true });
    fc.assert(
      fc.property(
        fc.constantFrom(...LOSSES),
        fc.array(fc.tuple(score, score, score, fc.nat(2)), { minLength: 1, maxLength: 20 }),
        (loss, rows) => {
          const S = Float64Array.from(rows.flatMap((row) => row.slice(0, 3)));
          const labels = rows.map((row) => row[3]);
          const T = fitTemperature(loss, { S, labels, weights: null, classes: 3 });
          expect(T).to.be.within(0.0009, 1001);
        },
      ),
    );
  });
});

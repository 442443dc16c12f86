import { expect } from 'chai';
import fc from 'fast-check';
import { Standardiser } from '../../src/data';
import { fold, Parameters, type FittedModel } from '../../src/model';
import { anyModel, smallModel } from '../support/models';

/** W x' + b of one row, by its definition. */
function scoresOf({ parameters, standardiser }: FittedModel, row: number[]): number[] {
  const { weights, bias, features: d } = parameters;
  const { mean, deviation, range } = standardiser;
  return Array.from(bias, (term, k) =>
    row.reduce((sum, x, j) => {
      const sigma = deviation[j] === 0 ? 1 : deviation[j];
      return sum + (weights[k * d + j] * (x / range - mean[j])) / sigma;
    }, term),
  );
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);
const sizeOf = (terms: readonly number[]): number => sum(terms.map(Math.abs));

/** Means of −1,000 and weights of ±10⁶: of terms of 10⁹, a bias of 10⁴ is left. */
const CANCELLING = smallModel({
  parameters: new Parameters(
    2,
    3,
    'float32',
    Float32Array.of(0, 0, 0, 999940.0625, 0, -999837.0625, 0, 0),
  ),
  standardiser: new Standardiser({
    mean: Float64Array.of(-999.7865520988029, 0, -999.8739070884176),
    deviation: new Float64Array(3),
    range: 255,
  }),
});

describe('a folded model', () => {
  it('has the scores of the standardised one', () =>
    fc.assert(
      fc.property(anyModel, fc.array(fc.integer({ min: 0, max: 255 })), (model, bytes) => {
        const { features: d, classes: K } = model.parameters;
        const row = Array.from({ length: d }, (_, j) => bytes.at(j) ?? j);
        const { weights, bias, centre } = fold(model, 'float64');
        const { slope, intercept } = model.standardiser.affine('float64');
        scoresOf(model, row).forEach((expected, k) => {
          const terms = row.map((x, j) => weights[k * d + j] * (x - (centre?.[j] ?? 0)));
          // What cancels may be as large as the largest term: of the score, and of b' = b + W · intercept.
          const folded = row.map(
            (_, j) => weights[k * d + j] * (centre ? 0 : intercept[j] / slope[j]),
          );
          const size = sizeOf([...terms, bias[k], ...folded]);
          expect(sum(terms) + bias[k]).to.be.closeTo(expected, 1e-12 * (size + 1));
        });
        expect(weights).to.have.lengthOf(K * d);
      }),
      { examples: [[CANCELLING, []]] },
    ));

  it('centres features that are far from 0, where the bias would lose digits', () => {
    const [mean, deviation] = [Float64Array.of(1e9, 0, 0, 0), Float64Array.of(1, 1, 1, 1)];
    const far = smallModel({ standardiser: new Standardiser({ mean, deviation, range: 1 }) });
    const { centre, bias, weights } = fold(far, 'float64');
    expect(centre).to.deep.equal(mean);
    expect(bias).to.deep.equal(Float64Array.from(far.parameters.bias));
    const row = [1e9 + 0.5, 1, 2, 3];
    const own = sum(row.map((x, j) => weights[j] * (x - mean[j]))) + bias[0];
    expect(own).to.be.closeTo(scoresOf(far, row)[0], 1e-15);
  });

  it('does so sooner in float32', () => {
    const mean = Float64Array.of(100, 0, 0, 0);
    const deviation = Float64Array.of(1, 1, 1, 1);
    const model = smallModel({ standardiser: new Standardiser({ mean, deviation, range: 1 }) });
    expect(fold(model, 'float64').centre).to.equal(null);
    expect(fold(model, 'float32').centre).to.deep.equal(mean);
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { decodeJson, encodeJson } from '../../src/exchange/json';
import { LinearClassifier } from '../../src/library';
import { LOSSES } from '../../src/model';
import { anyModel } from '../support/models';
import { describeEachBackend } from '../support/backends';
import { temporaryFolder } from '../support/temporary-folder';

interface Case {
  readonly name: string;
  readonly model: Record<string, unknown>;
  readonly rows: number[][];
  readonly probabilities: number[][];
  readonly predictions: string[];
}

const { cases } = JSON.parse(
  readFileSync(path.join(__dirname, '../fixtures/sklearn-models.json'), 'utf8'),
) as { readonly cases: Case[] };

describe('a model as JSON', () => {
  it('is read as it was written', () =>
    fc.assert(
      fc.asyncProperty(anyModel, async (model) => {
        const read = await decodeJson(Buffer.concat([...encodeJson(model)]), 'x.json');
        const { standardiser: was, ...others } = model;
        const { standardiser, ...rest } = read;
        expect(rest).to.deep.equal(others);
        expect(standardiser.range).to.equal(was.range);
        const [then, now] = [was, standardiser].map((own) => own.affine('float64'));
        now.slope.forEach((slope, j) => {
          expect(slope).to.be.closeTo(then.slope[j], 1e-15 * Math.abs(then.slope[j]));
          const tolerance = 1e-14 * Math.abs(then.intercept[j]);
          expect(now.intercept[j]).to.be.closeTo(then.intercept[j], tolerance);
        });
      }),
    ));
});

describeEachBackend('coefficients of scikit-learn', (backend) => {
  const folder = temporaryFolder();

  for (const loss of LOSSES) {
    it(`of two classes give 1 − σ(s) and σ(s), whatever the loss: ${loss}`, async () => {
      const file = path.join(folder(), 'model.json');
      const model = { coef: [[0.1, 0.2]], intercept: [0], classes: ['no', 'yes'], loss };
      writeFileSync(file, JSON.stringify(model));
      const classifier = await LinearClassifier.load(file, { backend });
      const [no, yes] = classifier.probabilities([1, 1]);
      expect(no).to.be.closeTo(0.425557, 1e-6);
      expect(yes).to.be.closeTo(0.574443, 1e-6);
    });
  }

  for (const { name, model, rows, probabilities, predictions } of cases) {
    it(`give the probabilities that scikit-learn gives: ${name}`, async () => {
      const file = path.join(folder(), 'model.json');
      writeFileSync(file, JSON.stringify(model));
      const classifier = await LinearClassifier.load(file, { backend });
      expect(classifier.predict(rows).map(String)).to.deep.equal(predictions);
      const P = classifier.probabilities(rows);
      rows.forEach((row, i) => {
        const one = classifier.probabilities(row);
        probabilities[i].forEach((expected, k) => {
          expect(P[i][k]).to.be.closeTo(expected, 1e-12);
          expect(one[k]).to.be.closeTo(expected, 1e-12);
        });
      });
    });
  }
});

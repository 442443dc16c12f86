import { expect } from 'chai';
import fc from 'fast-check';
import { foldSets, stratifiedFolds } from '../../src/data';
import { syntheticSet } from '../support/synthetic';

describe('stratifiedFolds', () => {
  it('parts all samples, each class within one sample of equal shares', () => {
    const anySet = fc.record({
      samples: fc.integer({ min: 10, max: 90 }),
      classes: fc.integer({ min: 2, max: 5 }),
      seed: fc.integer({ min: 0, max: 99 }),
      k: fc.integer({ min: 2, max: 10 }),
    });
    fc.assert(
      fc.property(anySet, ({ k, ...parts }) => {
        const set = syntheticSet(parts);
        const folds = stratifiedFolds(set, k, parts.seed);
        const all = folds.flatMap((fold) => [...fold]).sort((a, b) => a - b);
        expect(all).to.deep.equal([...set.labels.keys()]);
        const ofAll = folds.map(({ length }) => length);
        expect(Math.max(...ofAll) - Math.min(...ofAll)).to.be.at.most(1);
        for (let label = 0; label < parts.classes; label++) {
          const counts = folds.map((fold) => fold.filter((i) => set.labels[i] === label).length);
          expect(Math.max(...counts) - Math.min(...counts)).to.be.at.most(1);
        }
      }),
    );
  });

  it('has other folds for another seed, in no order of the samples', () => {
    const set = syntheticSet({ samples: 60 });
    const [one, again, other] = [1, 1, 2].map((seed) => stratifiedFolds(set, 3, seed));
    expect(again).to.deep.equal(one);
    expect(other).to.not.deep.equal(one);
    expect(() => stratifiedFolds(set, 61, 1)).to.throw(
      RangeError,
      'folds: expected an integer from 2 to 60, got 61',
    );
  });

  it('makes a validation set of a fold, and a training set of the others, in their order', () => {
    const set = syntheticSet({ samples: 20 });
    const folds = stratifiedFolds(set, 4, 7);
    const { training, validation } = foldSets(set, folds, 2);
    expect([...validation.labels]).to.deep.equal([...folds[2]].map((i) => set.labels[i]));
    const others = [...set.labels.keys()].filter((i) => !folds[2].includes(i));
    expect([...training.labels]).to.deep.equal(others.map((i) => set.labels[i]));
    expect(validation.name).to.equal('fold 3 of 4 of synthetic');
  });
});

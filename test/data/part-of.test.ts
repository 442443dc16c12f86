import { expect } from 'chai';
import { assertDataSet, partOf } from '../../src/data';
import { syntheticSet } from '../support/synthetic';

describe('partOf', () => {
  const set = syntheticSet({ samples: 20, features: 5 });

  it('is consecutive samples of a set, as a set', () => {
    const part = partOf(set, 'held out', 13, 7);
    assertDataSet('part', part);
    expect(part).to.include({ name: 'held out', samples: 7, features: 5, classes: set.classes });
    expect([...part.labels]).to.deep.equal([...set.labels].slice(13));
    expect([...part.X]).to.deep.equal([...set.X].slice(13 * 5));
  });

  it('is a view, also of a view', () => {
    const inner = partOf(partOf(set, 'outer', 2, 10), 'inner', 3, 4);
    expect(inner.X.buffer).to.equal(set.X.buffer);
    expect([...inner.labels]).to.deep.equal([...set.labels].slice(5, 9));
    expect([...inner.X]).to.deep.equal([...set.X].slice(25, 45));
  });

  it('refuses samples that the set has not, and none', () => {
    expect(() => partOf(set, 'part', 13, 8)).to.throw(
      'samples: expected an integer from 1 to 7, got 8',
    );
    expect(() => partOf(set, 'part', 20, 1)).to.throw('first: expected an integer from 0 to 19');
    expect(() => partOf(set, 'part', 0, 0)).to.throw('samples: expected an integer from 1 to 20');
  });
});

import { expect } from 'chai';
import { flagsOf } from '../../benchmarks/growth/flags';
import {
  PLAN,
  QUICK_PLAN,
  shapeId,
  shapesAlong,
  shapesOf,
  shareOfLimit,
  VARIABLES,
  type GrowthPoint,
  type Plan,
  type Shape,
} from '../../benchmarks/growth/points';
import { mix, syntheticSet } from '../../benchmarks/growth/synthetic';

describe('the plan of growing sizes', () => {
  for (const [name, plan] of Object.entries({ PLAN, QUICK_PLAN })) {
    it(`${name}: each variable's values grow, with the base among them`, () => {
      for (const variable of VARIABLES) {
        const values = plan.values[variable];
        expect(values).to.deep.equal(values.toSorted((a, b) => a - b));
        expect(values, variable).to.include(plan.base[variable]);
      }
    });
  }

  it('reaches to the ends', () => {
    const ends = VARIABLES.map((variable) => {
      const values = PLAN.values[variable];
      return [values[0], values.at(-1)];
    });
    expect(ends).to.deep.equal([
      [1000, 500_000],
      [64, 12_288],
      [2, 1000],
      [10, 1000],
    ]);
  });

  it('has the base once', () => {
    const ids = shapesOf(PLAN).map(shapeId);
    expect(new Set(ids)).to.have.property('size', ids.length);
    expect(ids.filter((id) => id === shapeId(PLAN.base))).to.have.length(1);
  });
});

const plan: Plan = {
  base: { samples: 100, features: 10, classes: 2, batchSize: 10 },
  values: { samples: [10, 100, 1000], features: [10, 20], classes: [2, 4], batchSize: [5, 10] },
};

/** Points whose time is in proportion to K·d, but where `seconds` says another. */
function points(seconds: (shape: Shape) => number | null): GrowthPoint[] {
  return shapesOf(plan).map((shape) => ({
    shape,
    dtype: 'float32',
    threads: 1,
    seconds: seconds(shape),
    numpySeconds: 3e-6 * shape.features * shape.classes,
    rate: 8e6,
    failure: null,
  }));
}

const linear = ({ features, classes }: Shape): number => 1e-6 * features * classes;

describe('flags of growth', () => {
  it('are none where cost grows as it should', () => {
    expect(flagsOf(plan, points(linear))).to.deep.equal([]);
  });

  it('name what is slower than NumPy', () => {
    const slow = points((shape) => linear(shape) * (shape.batchSize === 5 ? 4.5 : 1));
    const [flag, ...others] = flagsOf(plan, slow);
    expect(flag.kind).to.equal('slower than NumPy');
    expect(flag.where).to.equal('n 100, d 10, K 2, batch 5, float32, 1 thread');
    expect(flag.ratio).to.be.closeTo(1.5, 1e-9);
    expect(others).to.deep.equal([]);
  });

  it('name a jump to the next size, but no fall', () => {
    const jump = points((shape) => linear(shape) * (shape.features === 20 ? 2.5 : 1));
    expect(flagsOf(plan, jump).map(({ kind, where }) => `${kind}: ${where}`)).to.deep.equal([
      'cliff: features d: n 100, d 20, K 2, batch 10, float32, 1 thread',
    ]);
    const fall = points((shape) => linear(shape) * (shape.features === 20 ? 0.1 : 1));
    expect(flagsOf(plan, fall)).to.deep.equal([]);
  });

  it('name what is not linear in n, in either direction', () => {
    const bent = points((shape) => linear(shape) * (shape.samples === 10 ? 0.5 : 1));
    expect(flagsOf(plan, bent).map(({ kind }) => kind)).to.include('not linear in n');
    const other = points((shape) => linear(shape) * (shape.samples === 1000 ? 1.6 : 1));
    expect(flagsOf(plan, other).map(({ kind }) => kind)).to.deep.equal(['not linear in n']);
  });

  it('are none where the machine itself was slower for a while', () => {
    const slowed = points(linear).map((point) =>
      point.shape.features === 20
        ? { ...point, seconds: 9 * point.seconds!, rate: 8e6 / 9, numpySeconds: null }
        : point,
    );
    expect(flagsOf(plan, slowed)).to.deep.equal([]);
  });

  it('pass over what could not be measured', () => {
    const gap = points((shape) => (shape.samples === 100 ? null : linear(shape)));
    expect(flagsOf(plan, gap)).to.deep.equal([]);
  });
});

describe('the share of the limit', () => {
  it('is that of 4·d·K flops a sample', () => {
    const [point] = points(linear);
    expect(shareOfLimit(point)).to.be.closeTo((4 * 20) / 8e6 / 20e-6, 1e-12);
    expect(shareOfLimit({ ...point, seconds: null })).to.equal(null);
  });
});

describe('synthetic samples', () => {
  it('are the same for the same shape, and look random', () => {
    const shape = { samples: 200, features: 30, classes: 5 };
    const set = syntheticSet(shape);
    expect(set).to.deep.equal(syntheticSet(shape));
    expect(set.X.reduce((sum, byte) => sum + byte, 0) / 6000).to.be.closeTo(127.5, 5);
    expect(new Set(set.labels)).to.have.property('size', 5);
  });

  it('are those of the peers: the last steps of MurmurHash3', () => {
    expect([0, 1, 2].map(mix)).to.deep.equal([0, 0x514e28b7, 0x30f4c306]);
  });

  it('lie along one variable where the plan says so', () => {
    expect(shapesAlong(plan, 'classes').map(({ classes }) => classes)).to.deep.equal([2, 4]);
  });
});

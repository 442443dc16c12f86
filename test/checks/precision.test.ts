import { expect } from 'chai';
import { availableParallelism } from 'node:os';
import { selectBackend } from '../../src/backend';
import { checkPaths, precisionFinding, type PathOptions } from '../../src/checks';
import { DenseSamples, Standardiser, StandardisedSet, type Samples } from '../../src/data';
import { OnelayerError } from '../../src/errors';
import { Parameters } from '../../src/model';
import { defaultRng } from '../../src/random';
import { describeWithAddon, itWithAddon } from '../support/addon';
import { cifar10Assignment, describeWithCifar10 } from '../support/cifar10';
import { syntheticSet } from '../support/synthetic';

type GradientOf = NonNullable<PathOptions['gradientOf']>;

const set = syntheticSet({ samples: 120, features: 50, classes: 4 });
const options: PathOptions = {
  inUse: selectBackend({ backend: 'js' }),
  samples: new StandardisedSet(set, Standardiser.fit(set)),
  parameters: Parameters.draw(4, 50, 'float64', defaultRng(1)),
  lambda: 0.1,
};

/** The classifier's own gradient. */
const right: GradientOf = (cost, parameters, samples, batch) => {
  const { classes, features } = parameters;
  const gradient = new Parameters(classes, features, 'float32');
  cost.gradient(gradient, parameters, samples, batch);
  return gradient;
};

/** A gradient that is right but for a mini-batch's last row. */
const withoutLastRow: GradientOf = (cost, parameters, samples, batch) =>
  right(cost, parameters, samples, batch.subarray(0, batch.length - 1));

/** A gradient that is all of it too large by the same part. */
function tooLargeBy(part: number): GradientOf {
  return (...asked) => {
    const gradient = right(...asked);
    gradient.values.forEach((value, at) => (gradient.values[at] = value * (1 + part)));
    return gradient;
  };
}

/** One element of one path's gradient is not a number; the other paths are right. */
function notANumberIn(brokenPath: number): GradientOf {
  let path = 0;
  return (...asked) => {
    const gradient = right(...asked);
    if (path++ === brokenPath) gradient.values[0] = NaN;
    return gradient;
  };
}

describe('the check of float32 gradients', () => {
  it('passes each backend, with whole and short last tiles, small and large weights', () => {
    const { paths } = checkPaths(options);
    expect(paths.every(({ passed }) => passed)).to.equal(true);
    const js = paths.filter(({ backend }) => backend === 'js');
    expect(js.map(({ batchSize, weights }) => [batchSize, weights])).to.deep.equal([
      [100, 'initial'],
      [107, 'initial'],
      [100, 'large'],
      [107, 'large'],
    ]);
    for (const { relativeInNorm } of paths) expect(relativeInNorm).to.be.within(1e-12, 1e-6);
  });

  it('checks each tile that it is given', () => {
    const { paths } = checkPaths({ ...options, tiles: [1, 20, 200], batchSizes: [100] });
    const tiles = paths.filter(({ backend }) => backend === 'js').map(({ tileRows }) => tileRows);
    expect(tiles).to.deep.equal([1, 20, 200, 1, 20, 200]);
    expect(paths.every(({ passed }) => passed)).to.equal(true);
  });

  it('computes in the tile that it is given', () => {
    const dense = DenseSamples.of(options.samples, options.samples.inOrder);
    const counts = new Set<number>();
    const samples: Samples = {
      features: dense.features,
      weights: null,
      inOrder: dense.inOrder,
      labels: dense.labels,
      gather: (rows, first, count, X, y) => {
        if (X instanceof Float32Array) counts.add(count);
        dense.gather(rows, first, count, X, y);
      },
    };
    checkPaths({ ...options, samples, tiles: [20], batchSizes: [107] });
    expect(counts).to.deep.equal(new Set([20, 7]));
  });

  it('takes weights of which scores reach some tens for the large ones', () => {
    const seen: number[] = [];
    const gradientOf: GradientOf = (cost, parameters, ...asked) => {
      seen.push(parameters.weights[0]);
      return right(cost, parameters, ...asked);
    };
    checkPaths({ ...options, batchSizes: [100], gradientOf });
    expect(seen[1] / seen[0]).to.be.closeTo(20, 1e-5);
  });

  it('fails a path that leaves out a row, and names it', () => {
    const check = checkPaths({ ...options, gradientOf: withoutLastRow });
    expect(check.paths.some(({ passed }) => passed)).to.equal(false);
    const finding = precisionFinding(check);
    expect(finding).to.include({ verdict: 'failed', area: 'precision' });
    expect(finding.meaning).to.match(/tiles of 128, a batch of 10[07]/);
  });

  it('fails what is off by more than 1e-5 of the norm, and passes less', () => {
    const verdict = (part: number): string =>
      precisionFinding(checkPaths({ ...options, gradientOf: tooLargeBy(part) })).verdict;
    expect([verdict(2e-5), verdict(5e-6)]).to.deep.equal(['failed', 'passed']);
  });

  for (const [brokenPath, name] of [
    'a batch of 100, initial',
    'a batch of 107, initial',
  ].entries()) {
    it(`fails a gradient that is not a number, and names its path: ${name}`, () => {
      const check = checkPaths({ ...options, gradientOf: notANumberIn(brokenPath) });
      expect(check.paths.filter(({ passed }) => !passed)).to.have.lengthOf(1);
      const finding = precisionFinding(check);
      expect(finding.verdict).to.equal('failed');
      expect(finding.figures.relativeInNorm).to.equal(Infinity);
      expect(finding.meaning).to.include(`js, tiles of 128, ${name} weights`);
    });
  }

  it('passes a gradient of zeros', () => {
    const parameters = new Parameters(1, 50, 'float64');
    const samples = new DenseSamples(new Float64Array(50), Uint8Array.of(0), 50);
    const check = checkPaths({ ...options, parameters, samples, lambda: 0 });
    expect(precisionFinding(check).verdict).to.equal('passed');
  });

  it('takes no more samples than there are', () => {
    const few = DenseSamples.of(options.samples, Uint32Array.of(0, 1, 2));
    const { paths } = checkPaths({ ...options, samples: few });
    expect(new Set(paths.map(({ batchSize }) => batchSize))).to.deep.equal(new Set([3]));
  });

  for (const name of ['tiles', 'batchSizes', 'threads']) {
    it(`refuses ${name} that would check nothing`, () => {
      const check = (counts: number[]) => checkPaths({ ...options, [name]: counts });
      expect(() => check([0])).to.throw(RangeError, `${name}[0]: expected a positive integer`);
      expect(() => check([])).to.throw(RangeError, `${name}.length`);
    });
  }

  it('says why OpenBLAS was not checked', () => {
    const { paths } = checkPaths(options);
    const js = paths.filter(({ backend }) => backend === 'js');
    const finding = precisionFinding({
      lambda: 0.1,
      paths: js,
      withoutOpenBlas: 'it is not built',
    });
    expect(finding.seen).to.include('(js; not OpenBLAS: it is not built)');
  });

  describeWithAddon('with OpenBLAS', (addon) => {
    const inUse = () => selectBackend({ backend: 'openblas', threads: 1 });
    afterEach(() => addon.setThreads(1));

    /** Fails on OpenBLAS's last path, with that path's threads set. */
    const failing = (error: Error): PathOptions => {
      const gradientOf: GradientOf = (classifier, ...asked) => {
        if (addon.getThreads() === 2) throw error;
        return right(classifier, ...asked);
      };
      return { ...options, inUse: inUse(), gradientOf };
    };

    it('leaves its number of threads as the backend in use has it', () => {
      checkPaths({ ...options, inUse: inUse() });
      expect(addon.getThreads()).to.equal(1);
      checkPaths({ ...options, inUse: selectBackend({ backend: 'openblas', threads: 3 }) });
      expect(addon.getThreads()).to.equal(3);
    });

    it('leaves them so after an error, which it does not take for a missing backend', function () {
      if (availableParallelism() < 2) this.skip();
      const broken = new OnelayerError('DATA_INVALID', 'the file is cut short');
      expect(() => checkPaths(failing(broken))).to.throw(OnelayerError, 'cut short');
      expect(addon.getThreads()).to.equal(1);
    });

    it('checks the threads in use, however few cores there are', () => {
      const threads = availableParallelism() + 1;
      const many = selectBackend({ backend: 'openblas', threads });
      const { paths } = checkPaths({ ...options, inUse: many, threads: [1] });
      expect(new Set(paths.map((path) => path.threads))).to.deep.equal(new Set([1, threads]));
    });

    it('says which backends it checked', () => {
      const finding = precisionFinding(checkPaths(options));
      expect(finding.seen).to.match(/\(js, openblas on 1 thread/);
    });
  });
});

describeWithCifar10('float32 gradients on CIFAR-10', () => {
  // OpenBLAS gives a second thread work from some 50 rows on: in tiles of 20 it never has any.
  const tiles = [20, 100];

  const check = async () => {
    const { training } = await cifar10Assignment();
    return checkPaths({
      ...options,
      tiles,
      samples: new StandardisedSet(training, Standardiser.fit(training)),
      parameters: Parameters.draw(10, 3072, 'float64', defaultRng(42)),
    });
  };

  it('are within 1e-5 of float64 in the norm', async () => {
    const { paths } = await check();
    for (const { relativeInNorm } of paths) expect(relativeInNorm).to.be.at.most(1e-5);
    const js = paths.filter(({ backend }) => backend === 'js');
    expect(new Set(js.map(({ tileRows }) => tileRows))).to.deep.equal(new Set(tiles));
  });

  itWithAddon('are so with OpenBLAS, on 1 and 2 threads', async () => {
    const { paths } = await check();
    const openblas = paths.filter(({ backend }) => backend === 'openblas');
    const threads = [1, 2].filter((count) => count <= availableParallelism());
    expect(new Set(openblas.map((path) => path.threads))).to.deep.equal(new Set(threads));
    expect(openblas).to.have.lengthOf(threads.length * tiles.length * 4);
    for (const { relativeInNorm } of openblas) expect(relativeInNorm).to.be.at.most(1e-5);
  });
});

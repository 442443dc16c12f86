import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { checkPrecision, precisionFinding, type PrecisionOptions } from '../../src/checks';
import { DenseSamples, Standardiser, StandardisedSet } from '../../src/data';
import { Parameters } from '../../src/model';
import { defaultRng } from '../../src/random';
import { describeWithAddon } from '../support/addon';
import { cifar10Assignment, describeWithCifar10 } from '../support/cifar10';
import { syntheticSet } from '../support/synthetic';

const set = syntheticSet({ samples: 120, features: 50, classes: 4 });
const options: PrecisionOptions = {
  inUse: selectBackend({ backend: 'js' }),
  samples: new StandardisedSet(set, Standardiser.fit(set)),
  parameters: Parameters.draw(4, 50, 'float64', defaultRng(1)),
  lambda: 0.1,
};

/** A gradient that is right but for a mini-batch's last row. */
const withoutLastRow: PrecisionOptions['gradientOf'] = (classifier, samples, batch, lambda) => {
  const { classes, features } = classifier.parameters;
  const gradient = new Parameters(classes, features, 'float32');
  classifier.costGradient(gradient, samples, batch.subarray(0, batch.length - 1), lambda);
  return gradient;
};

describe('the check of float32 gradients', () => {
  it('passes each backend, with whole and short last tiles, small and large weights', () => {
    const { paths } = checkPrecision(options);
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
    const { paths } = checkPrecision({ ...options, tiles: [1, 20, 200], batchSizes: [100] });
    const tiles = paths.filter(({ backend }) => backend === 'js').map(({ tileRows }) => tileRows);
    expect(tiles).to.deep.equal([1, 20, 200, 1, 20, 200]);
    expect(paths.every(({ passed }) => passed)).to.equal(true);
  });

  it('fails a path that leaves out a row, and names it', () => {
    const check = checkPrecision({ ...options, gradientOf: withoutLastRow });
    expect(check.paths.some(({ passed }) => passed)).to.equal(false);
    const finding = precisionFinding(check);
    expect(finding).to.include({ verdict: 'failed', area: 'precision' });
    expect(finding.meaning).to.match(/tiles of 128, a batch of 10[07]/);
  });

  it('fails a gradient that is not a number', () => {
    const gradientOf: PrecisionOptions['gradientOf'] = (classifier, samples, batch, lambda) => {
      const gradient = withoutLastRow(classifier, samples, batch, lambda);
      gradient.slab[0] = NaN;
      return gradient;
    };
    const check = checkPrecision({ ...options, gradientOf });
    expect(check.paths.some(({ passed }) => passed)).to.equal(false);
    const finding = precisionFinding(check);
    expect(finding.verdict).to.equal('failed');
    expect(finding.figures.relativeInNorm).to.equal(Infinity);
  });

  it('takes no more samples than there are', () => {
    const few = DenseSamples.of(options.samples, Uint32Array.of(0, 1, 2));
    const { paths } = checkPrecision({ ...options, samples: few });
    expect(new Set(paths.map(({ batchSize }) => batchSize))).to.deep.equal(new Set([3]));
  });

  describeWithAddon('with OpenBLAS', (addon) => {
    it('leaves its number of threads as the backend in use has it', () => {
      const inUse = selectBackend({ backend: 'openblas', threads: 2 });
      const { threads } = inUse.report;
      checkPrecision({ ...options, inUse });
      expect(addon.getThreads()).to.equal(threads);
      addon.setThreads(1);
    });

    it('says which backends it checked', () => {
      const finding = precisionFinding(checkPrecision(options));
      expect(finding.seen).to.match(/\(js, openblas on 1 thread/);
    });
  });
});

describeWithCifar10('float32 gradients on CIFAR-10', () => {
  it('are within 1e-5 of float64 in the norm, on each backend, on 1 and 2 threads', async () => {
    const { training } = await cifar10Assignment();
    const { paths } = checkPrecision({
      ...options,
      samples: new StandardisedSet(training, Standardiser.fit(training)),
      parameters: Parameters.draw(10, 3072, 'float64', defaultRng(42)),
    });
    for (const { relativeInNorm } of paths) expect(relativeInNorm).to.be.at.most(1e-5);
    expect(paths.map(({ tileRows }) => tileRows)).to.include(20);
  });
});

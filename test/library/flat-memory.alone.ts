import { expect } from 'chai';
import { LinearClassifier } from '../../src/library';
import { describeEachBackend } from '../support/backends';
import { syntheticSet } from '../support/synthetic';

const SETTINGS = { epochs: 4, batchSize: 10, eta: 0.05, lambda: 0.01 } as const;

describeEachBackend('predictions that are written where the caller says', (backend) => {
  it('leave memory flat: 1,000,000 rows one by one, and 1,000 batches', async function () {
    this.timeout(300_000);
    // Large enough for a native call for each row.
    const large = syntheticSet({ samples: 20, features: 500, classes: 10 });
    const own = await new LinearClassifier({ ...SETTINGS, backend }).fit(large);
    const row = large.X.subarray(0, 500);
    const [one, all] = [new Float64Array(10), new Float64Array(200)];
    const predict = (rows: number, batches: number): void => {
      for (let i = 0; i < rows; i++) own.probabilities(row, one);
      for (let i = 0; i < batches; i++) own.probabilities(large, all);
    };
    predict(100_000, 100);
    const before = process.memoryUsage();
    predict(1_000_000, 1000);
    const after = process.memoryUsage();
    expect(after.rss - before.rss).to.be.below(2 ** 24);
    expect(after.arrayBuffers - before.arrayBuffers).to.be.below(2 ** 20);
  });
});

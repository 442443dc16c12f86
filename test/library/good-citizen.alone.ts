import { expect } from 'chai';
import path from 'node:path';
import type { DataSet, DenseFeatures } from '../../src/data';
import { train, type TrainOptions } from '../../src/library';
import { trainRun } from '../support/trained';
import { describeEachBackend } from '../support/backends';
import { leastLateness } from '../support/lateness';
import { syntheticSet } from '../support/synthetic';
import { temporaryFolder } from '../support/temporary-folder';
import { SMALL_SETTINGS } from '../support/trainings';

/** By how much a timer may be late, in milliseconds. */
const LATEST = 50;

/** n × 3,072 bytes of noise with a few labels: the size of a batch of CIFAR-10. */
function large(samples: number): DataSet<Uint8Array> {
  const features = 3072;
  const row = Uint8Array.from({ length: 4099 }, (_, i) => Math.imul(i, 2_654_435_761) >>> 24);
  const X = new Uint8Array(samples * features);
  for (let at = 0; at < X.length; at += row.length) {
    X.set(row.subarray(0, Math.min(row.length, X.length - at)), at);
  }
  const { classes, labels } = syntheticSet({ samples, features: 1, classes: 10 });
  const image = { width: 32, height: 32, channels: 3 } as const;
  return { name: 'large', classes, samples, features, image, X, labels };
}

describeEachBackend('a training among other work', function (backend) {
  const folder = temporaryFolder();
  const bytes = large(10_000);
  const validation = large(1000);

  const asNumbers = (set: DataSet<DenseFeatures>): DataSet => ({
    ...set,
    X: Float32Array.from(set.X),
  });
  const numbers = asNumbers(bytes);
  const numbersToValidate = asNumbers(validation);

  const cases: [string, DataSet, DataSet, TrainOptions][] = [
    ['bytes', bytes, validation, { momentum: 0.9 }],
    ['mirrored bytes', bytes, validation, { horizontalFlips: true }],
    ['numbers', numbers, numbersToValidate, {}],
  ];
  for (const [kind, training, its, own] of cases) {
    it(`holds no timer up by more than ${LATEST} ms, with checkpoints: ${kind}`, async function () {
      this.timeout(300_000);
      const checkpoint = path.join(folder(), 'run.ckpt');
      const options = { ...own, backend, epochs: 1, checkpoint, every: 10 };
      const least = await leastLateness(async () => {
        // New objects each time: what is remembered of a data set is to be made again.
        const { classifier } = await train(
          { training: { ...training }, validation: { ...its } },
          options,
        );
        await classifier.evaluate({ ...training });
      }, LATEST);
      expect(least).to.be.at.most(LATEST);
    });
  }

  it('holds no timer up with a large test set of numbers either', async function () {
    this.timeout(300_000);
    const least = await leastLateness(() => {
      const set = { ...numbersToValidate };
      const data = { training: set, validation: set, test: { ...numbers } };
      return trainRun(backend, data, { ...SMALL_SETTINGS, batchSize: 100, epochs: 1 });
    }, LATEST);
    expect(least).to.be.at.most(LATEST);
  });
});

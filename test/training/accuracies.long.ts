import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { CIFAR10_FILE_NAMES, loadCifar10, partOf } from '../../src/data';
import { DEFAULT_SETTINGS, type TrainingSettings } from '../../src/training';
import { trainRun } from '../support/trained';
import { loadAddon } from '../../src/backend/load-addon';
import { cifar10Assignment, describeWithAllOfCifar10 } from '../support/cifar10';

/** The test accuracies that docs/assignment.md gives for its commands. */
const LOSSES: readonly (Partial<TrainingSettings> & { readonly reaches: number })[] = [
  { loss: 'binary-cross-entropy', eta: 0.01, lambda: 0.01, reaches: 0.39 },
  { loss: 'hinge', eta: 0.001, lambda: 1, schedule: { kind: 'cosine' }, reaches: 0.3775 },
];

describeWithAllOfCifar10('test accuracies beyond the assignment', function () {
  this.timeout(600_000);
  // Plain JavaScript takes minutes for these.
  before(function () {
    if (loadAddon().addon === null) this.skip();
  });
  const backend = () => selectBackend({ backend: 'openblas', threads: 'all' });

  for (const { reaches, ...settings } of LOSSES) {
    it(`of ${settings.loss} are ${100 * reaches} % and more, on data_batch_1`, async () => {
      const data = await cifar10Assignment();
      const { record } = await trainRun(backend(), data, { ...DEFAULT_SETTINGS, ...settings });
      expect(record.test!.accuracy).to.be.greaterThan(reaches);
    });
  }

  it('are 42 % and more on all batches, with mirrored images', async () => {
    const files = CIFAR10_FILE_NAMES;
    const { all } = await loadCifar10({ files, from: process.env.ONELAYER_TEST_DATA });
    const data = {
      training: partOf(all, 'training', 0, 49_000),
      validation: partOf(all, 'validation', 49_000, 1000),
      test: partOf(all, 'test', 50_000, 10_000),
    };
    const { record } = await trainRun(backend(), data, {
      ...DEFAULT_SETTINGS,
      eta: 0.02,
      lambda: 0.005,
      batchSize: 500,
      schedule: { kind: 'cosine' },
      horizontalFlips: true,
    });
    expect(record.test!.accuracy).to.be.greaterThan(0.42);
  });
});

import { expect } from 'chai';
import { finish } from '../../src/tasks';
import { preparingJob, type TrainingSettings } from '../../src/training';
import { trainRun, trainTogether } from '../support/trained';
import { describeEachBackend } from '../support/backends';
import { syntheticSet } from '../support/synthetic';

const data = {
  training: syntheticSet({ samples: 250, seed: 1 }),
  validation: syntheticSet({ samples: 100, seed: 2 }),
  test: syntheticSet({ samples: 90, seed: 3 }),
};

const settings: TrainingSettings = {
  lambda: 0,
  eta: 0.05,
  epochs: 3,
  batchSize: 60,
  seed: 42,
  shuffle: true,
  dtype: 'float32',
};

const several: TrainingSettings[] = [
  settings,
  { ...settings, lambda: 0.1 },
  { ...settings, lambda: 1, eta: 0.001 },
];

describeEachBackend('runs that are trained together', (backend) => {
  for (const change of [{}, { shuffle: false }, { dtype: 'float64' }] as const) {
    it(`come out as each would alone, to the bit: ${JSON.stringify(change)}`, async () => {
      const all = several.map((own) => ({ ...own, ...change }));
      const together = await trainTogether(backend, data, all);
      for (const [run, own] of all.entries()) {
        const alone = await trainRun(backend, data, own);
        const { record, parameters, predictions } = together[run];
        expect([...parameters.flat()]).to.deep.equal([...alone.parameters.flat()]);
        expect(predictions!.predictions).to.deep.equal(alone.predictions!.predictions);
        expect(record.test).to.deep.equal(alone.record.test);
        const figures = (history: typeof record.history) =>
          history.map((epoch) => ({ ...epoch, seconds: null }));
        expect(figures(record.history)).to.deep.equal(figures(alone.record.history));
        expect(record).to.include(own);
      }
    });
  }

  it('tell of every epoch, a record of each run', async () => {
    const seen: number[][] = [];
    const onEpoch = (epochs: readonly { epoch: number }[]): void =>
      void seen.push(epochs.map(({ epoch }) => epoch));
    await trainTogether(backend, data, several, { onEpoch });
    expect(seen).to.deep.equal([
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 3],
    ]);
  });

  it('share their time among them', async () => {
    const start = performance.now();
    const runs = await trainTogether(backend, data, several);
    const seconds = (performance.now() - start) / 1000;
    const sum = runs.reduce((total, { record }) => total + record.seconds, 0);
    expect(sum).to.be.within(0, seconds);
  });

  it('stop together, and keep what is finished', async () => {
    const controller = new AbortController();
    const onEpoch = (): void => controller.abort();
    const { signal } = controller;
    const long = several.map((own) => ({ ...own, epochs: 10_000 }));
    const runs = await trainTogether(backend, data, long, { onEpoch, signal });
    expect(runs).to.have.lengthOf(3);
    for (const { record, predictions } of runs) {
      expect(record.history.length).to.be.within(1, 9999);
      expect(record.test).to.equal(null);
      expect(predictions).to.equal(null);
    }
  });

  for (const key of ['epochs', 'batchSize', 'seed', 'shuffle', 'dtype'] as const) {
    it(`must have one ${key}`, () => {
      const other = { epochs: 4, batchSize: 50, seed: 43, shuffle: false, dtype: 'float64' };
      const wrong = { ...settings, [key]: other[key] };
      expect(() => finish(preparingJob(backend, data, [settings, wrong]))).to.throw(
        RangeError,
        `settings[1].${key}: expected`,
      );
    });
  }

  it('must be one at least', () => {
    expect(() => finish(preparingJob(backend, data, []))).to.throw(
      RangeError,
      /^settings.length: expected/,
    );
  });
});

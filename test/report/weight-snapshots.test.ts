import { expect } from 'chai';
import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { selectBackend } from '../../src/backend';
import { OnelayerError } from '../../src/errors';
import { norm } from '../../src/model';
import { earlierSnapshots, saveSnapshots, snapshotEpochs } from '../../src/report';
import { readSnapshots } from '../../src/report/storage/weight-snapshots';
import { DEFAULT_SETTINGS } from '../../src/training';
import { syntheticSet } from '../support/synthetic';
import { temporaryFolder } from '../support/temporary-folder';
import { trainTogether, type RunData } from '../support/trained';

const backend = selectBackend({ backend: 'js' });
const image = { width: 2, height: 2, channels: 3 } as const;
const set = (seed: number) => ({
  ...syntheticSet({ samples: 30, features: 12, classes: 3, seed }),
  image,
});
const data: RunData = { training: set(1), validation: set(2), test: set(3) };
const settings = { ...DEFAULT_SETTINGS, epochs: 12, batchSize: 10 };
const SHAPE = [3, 12] as const;

describe('the epochs whose weights are kept', () => {
  it('are some ten, from before the first to the last, closer together at first', () => {
    expect(snapshotEpochs(40)).to.deep.equal([0, 1, 2, 3, 4, 6, 10, 16, 25, 40]);
    expect(snapshotEpochs(1)).to.deep.equal([0, 1]);
    expect(snapshotEpochs(2)).to.deep.equal([0, 1, 2]);
    for (const epochs of [3, 7, 12, 100, 100_000]) {
      const kept = snapshotEpochs(epochs);
      expect([kept[0], kept[1], kept.at(-1)]).to.deep.equal([0, 1, epochs]);
      expect(kept).to.deep.equal(kept.toSorted((a, b) => a - b));
      expect(kept.length).to.be.at.most(10);
    }
  });
});

describe('the recorded weights', () => {
  it('are those that a training of so many epochs ends with, for each run', async () => {
    const runs = [0, 0.1].map((lambda) => ({ ...settings, lambda }));
    const trained = await trainTogether(backend, data, runs);
    for (const [i, { snapshots, model }] of trained.entries()) {
      expect(snapshots.map(({ epoch }) => epoch)).to.deep.equal(snapshotEpochs(12));
      expect(snapshots.at(-1)!.weights).to.deep.equal(model.parameters.weights);
      const shorter = await trainTogether(backend, data, [{ ...runs[i], epochs: 3 }]);
      const third = snapshots.find(({ epoch }) => epoch === 3)!;
      expect(third.weights).to.deep.equal(shorter[0].model.parameters.weights);
    }
  });

  it('are none of samples that are no images', async () => {
    const training = syntheticSet({ samples: 30, features: 12, classes: 3 });
    const [{ snapshots }] = await trainTogether(backend, { ...data, training }, [settings]);
    expect(snapshots).to.be.empty;
  });
});

describe('weights-over-epochs.safetensors', () => {
  const folder = temporaryFolder();
  const file = (): string => path.join(folder(), 'weights-over-epochs.safetensors');
  const weights = (scale: number) => Float32Array.from({ length: 36 }, (_, i) => scale * (i - 3));
  const saved = [0, 1, 3].map((epoch) => ({ epoch, weights: weights(epoch + 1) }));
  const history = [1, 2, 3].map((epoch) => ({ weightNorm: norm(weights(epoch + 1)) }));
  beforeEach(() => saveSnapshots(folder(), saved, SHAPE));

  const refusal = (shape: readonly [number, number] = SHAPE, of = history): string => {
    expect(earlierSnapshots(folder(), shape, of)).to.be.empty;
    try {
      readSnapshots(folder(), shape, of);
    } catch (error) {
      expect(error).to.be.instanceOf(OnelayerError).and.include({ code: 'FILE_INVALID' });
      const { message } = error as OnelayerError;
      expect(message.startsWith(`${file()}: `), message).to.equal(true);
      return message.slice(file().length + 2);
    }
    throw new Error('it was read');
  };

  it('gives back what was saved', () => {
    expect(readSnapshots(folder(), SHAPE, history)).to.deep.equal(saved);
    expect(earlierSnapshots(folder(), SHAPE, history)).to.deep.equal(saved);
  });

  it('may be missing, and is not read for a run of before ‖W‖ was recorded', () => {
    const other = path.join(folder(), 'other');
    mkdirSync(other);
    expect(readSnapshots(other, SHAPE, history)).to.be.empty;
    expect(readSnapshots(folder(), SHAPE, [{}, {}, {}])).to.be.empty;
  });

  it('is refused where it is not this run’s', () => {
    const others = history.with(2, { weightNorm: 5 });
    expect(refusal(SHAPE, others)).to.match(/^epoch-3: expected ‖W‖ = 5, .* got \d/);
    expect(refusal(SHAPE, history.slice(0, 2))).to.equal(
      'expected tensors epoch-0 to epoch-2, got "epoch-3"',
    );
    expect(refusal([4, 9])).to.equal('epoch-0: expected weights, 4 × 9, got 3 × 12');
  });

  it('is refused where it is damaged', () => {
    const whole = readFileSync(file());
    for (let length = 0; length < whole.length; length += 7) {
      writeFileSync(file(), whole.subarray(0, length));
      expect(refusal()).to.match(/expected a safetensors file/);
    }
    const renamed = whole.toString('latin1').replace('epoch-1', 'epoch 1');
    writeFileSync(file(), renamed, 'latin1');
    expect(refusal()).to.match(/got "epoch 1"$/);
    truncateSync(file(), 3e9);
    expect(refusal()).to.match(/expected at most \d+ bytes, got 3000000000$/);
  });

  it('is not taken for an earlier part of a training by initial weights alone', async () => {
    await saveSnapshots(folder(), saved.slice(0, 1), SHAPE);
    expect(earlierSnapshots(folder(), SHAPE, history)).to.be.empty;
  });
});

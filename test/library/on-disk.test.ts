import { expect } from 'chai';
import { dataSet, openNpy, split, train, type DataSet } from '../../src';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { RowsOnDisk } from '../../src/data';
import { npy } from '../support/data-files';
import { temporaryFolder } from '../support/temporary-folder';
import { syntheticSet } from '../support/synthetic';

const folder = temporaryFolder();

describe('a classifier and rows on disk', () => {
  /** The same set in memory and on disk, in blocks of a few rows. */
  async function both(Kind: typeof Uint8Array | typeof Float32Array) {
    const bytes = syntheticSet({ samples: 90, features: 70 });
    const X = Kind === Uint8Array ? bytes.X : Float32Array.from(bytes.X, (x) => x / 3);
    const file = path.join(folder(), 'X.npy');
    writeFileSync(file, npy(X, [90, 70]));
    const { classes } = bytes;
    const labels = [...bytes.labels].map((label) => classes[label]);
    const onDisk = dataSet({ X: await openNpy(file, { blockBytes: 9000 }), labels, classes });
    return { inMemory: dataSet({ X, labels, classes }), onDisk };
  }

  for (const Kind of [Uint8Array, Float32Array]) {
    it(`predicts, evaluates and is calibrated as on those in memory: ${Kind.name}`, async () => {
      const { inMemory, onDisk } = await both(Kind);
      const { classifier } = await train(inMemory, { epochs: 2 });
      expect(classifier.probabilities(onDisk)).to.deep.equal(classifier.probabilities(inMemory));
      expect(await classifier.evaluate(onDisk)).to.deep.equal(await classifier.evaluate(inMemory));
      const first = await classifier.calibrate(onDisk);
      expect((await classifier.calibrate(inMemory)).before).to.deep.equal(first.after);
    });
  }

  it('learns from parts of them, validated on others', async () => {
    const { inMemory, onDisk } = await both(Float32Array);
    const learnt = (set: DataSet) =>
      train(split(set, { validation: 0.2 }, { shuffle: false }), { solver: 'lbfgs', lambda: 0.1 });
    const [one, other] = [await learnt(onDisk), await learnt(inMemory)];
    const last = ({ history }: typeof one) => history.at(-1)?.validation?.loss ?? NaN;
    expect(last(one)).to.be.closeTo(last(other), 1e-6);
    expect(one.certificate?.isReached).to.equal(true);
  });

  it('says so where a feature of them is no number', async () => {
    const { onDisk } = await both(Float32Array);
    const file = path.join(folder(), 'X.npy');
    const X = new Float32Array(90 * 70);
    X[70 * 33 + 5] = NaN;
    writeFileSync(file, npy(X, [90, 70]));
    const wrong: DataSet<RowsOnDisk> = { ...onDisk, X: await openNpy(file) };
    const failed = await train(wrong).then(() => null, (error: unknown) => error as Error); // prettier-ignore
    expect(failed?.message).to.equal('training.X[33][5]: expected a finite number, got NaN');
  });

  it('has no mirror images of them', async () => {
    const { onDisk } = await both(Uint8Array);
    const image = { width: 10, height: 7, channels: 1 } as const;
    const failed = await train({ ...onDisk, image }, { horizontalFlips: true }).then(() => null, (error: unknown) => error as Error); // prettier-ignore
    expect(failed?.message).to.match(
      /^data\.X: expected a Uint8Array or a Float32Array or a Float64Array, got/,
    );
  });
});

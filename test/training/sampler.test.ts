import { expect } from 'chai';
import { DenseSamples, rowsOf, type Batch, type RowSource } from '../../src/data';
import { defaultRng } from '../../src/random';
import { Sampler } from '../../src/training/solvers';

const sampling = { batchSize: 4, shuffle: true, horizontalFlips: false };

/** A block whose rows have the features first, first + 1, …; with mirror images, 100 more each. */
function block(first: number, rows: number) {
  const X = Float64Array.from({ length: 2 * rows }, (_, i) =>
    i < rows ? first + i : 100 + first + i - rows,
  );
  return { rows, samples: new DenseSamples(X, new Uint8Array(2 * rows), 1) };
}

const three = (): RowSource => rowsOf(block(0, 5), block(5, 1), block(6, 4));

const sampler = (source: RowSource, changes: Partial<typeof sampling> = {}) =>
  new Sampler(source, { ...sampling, ...changes }, defaultRng(7).saveState());

/** The features of each mini-batch's rows. */
async function drawn(of: Sampler, from = 0, isEnd = true): Promise<number[][]> {
  const all: number[][] = [];
  for (const batch of of.batches(from)) {
    if (batch instanceof Promise) await batch;
    else all.push(featuresOf(batch));
  }
  if (isEnd) of.endEpoch();
  return all;
}

function featuresOf(batch: Batch): number[] {
  return batch.flatMap(({ samples, numbers, first, count }) => {
    const X = new Float64Array(count);
    samples.gather(numbers, first, count, X, new Uint16Array(count));
    return [...X];
  });
}

describe('the mini-batches of an epoch', () => {
  it('are slices of one permutation where all rows lie in one block', async () => {
    const order = [...defaultRng(7).permutation(10)];
    const batches = await drawn(sampler(rowsOf(block(0, 10))));
    expect(batches).to.deep.equal([order.slice(0, 4), order.slice(4, 8), order.slice(8)]);
  });

  it('have every row once, full but for the last, and blocks one after another', async () => {
    for (let epoch = 0, of = sampler(three()); epoch < 20; epoch++) {
      const batches = await drawn(of);
      expect(batches.map(({ length }) => length)).to.deep.equal([4, 4, 2]);
      const rows = batches.flat();
      expect(rows.toSorted((a, b) => a - b)).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      const blocks = rows.map((row) => (row < 5 ? 0 : row < 6 ? 1 : 2));
      const changes = blocks.filter((own, i) => i > 0 && own !== blocks[i - 1]);
      expect(changes).to.have.lengthOf(2);
    }
  });

  it('take blocks and rows in other orders in each epoch', async () => {
    const of = sampler(three());
    const epochs = new Set<string>();
    const firsts = new Set<number>();
    for (let epoch = 0; epoch < 30; epoch++) {
      const rows = (await drawn(of)).flat();
      epochs.add(rows.join());
      firsts.add(rows[0]);
    }
    expect(epochs.size).to.equal(30);
    expect(firsts.size).to.be.greaterThan(5);
  });

  it('take rows in their order without shuffling', async () => {
    const batches = await drawn(sampler(three(), { shuffle: false }));
    expect(batches).to.deep.equal([
      [0, 1, 2, 3],
      [4, 5, 6, 7],
      [8, 9],
    ]);
  });

  it('go on from any step of an epoch with the same rows', async () => {
    for (const changes of [{}, { horizontalFlips: true }, { shuffle: false }]) {
      const of = sampler(three(), changes);
      for (let epoch = 0; epoch < 3; epoch++) {
        const whole = await drawn(of, 0, false);
        for (const from of [1, 2]) {
          expect(await drawn(of, from, false)).to.deep.equal(whole.slice(from));
        }
        of.endEpoch();
      }
    }
  });

  it('mirror rows within their own block', async () => {
    const rows = (await drawn(sampler(three(), { horizontalFlips: true }))).flat();
    expect(rows.map((row) => row % 100).toSorted((a, b) => a - b)).to.deep.equal(range(0, 9));
    expect(rows.filter((row) => row >= 100)).to.have.length.within(1, 9);
  });

  it('wait for blocks that are loaded, one at a time', async () => {
    const source = three();
    const loaded: number[] = [];
    const slow: RowSource = {
      ...source,
      block: (index) => {
        loaded.push(index);
        return Promise.resolve(source.block(index));
      },
    };
    const right = await drawn(sampler(source));
    expect(await drawn(sampler(slow))).to.deep.equal(right);
    expect(loaded.toSorted()).to.deep.equal([0, 1, 2]);
    // Blocks before the step to go on from are not loaded.
    const of = sampler(slow);
    await drawn(of, 0, false);
    loaded.length = 0;
    expect(await drawn(of, 2)).to.deep.equal(right.slice(2));
    expect(loaded.length).to.be.lessThan(3);
  });
});

/** from … to. */
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

import { expect } from 'chai';
import { selectBackend, type Backend } from '../../src/backend';
import type { DataSet } from '../../src/data';
import { PatchFeatures, patchFeatures } from '../../src/patches';
import { describeEachBackend } from '../support/backends';
import { itWithAddon } from '../support/addon';
import { failureOf } from '../support/rejection';
import { SHAPE, textures } from '../support/textures';

const SMALL = { patches: 12, side: 4, components: 20, regions: 3 };

function mirrored(set: DataSet): DataSet {
  const X = (set.X as Uint8Array).map((_, at) => {
    const x = at % SHAPE.width;
    return (set.X as Uint8Array)[at - x + SHAPE.width - 1 - x];
  });
  return { ...set, X };
}

describeEachBackend('features of patches', (backend) => {
  it('are bytes of the pictures, with their labels, the same for a picture and its mirror', async () => {
    const training = textures(40);
    const patches = await patchFeatures(training, { ...SMALL, backend });
    const set = await patches.transform(training, { backend });
    expect(set.X).to.be.an.instanceOf(Uint8Array);
    expect(set.features).to.equal(9 * 2 * 12);
    expect(set.labels).to.equal(training.labels);
    expect(set).to.not.have.property('image');
    const other = await patches.transform(mirrored(training), { backend });
    const worst = set.X.reduce((most, value, i) => Math.max(most, Math.abs(value - other.X[i])), 0);
    expect(worst).to.be.at.most(backend.report.name === 'js' ? 0 : 30);
    const differing = set.X.filter((value, i) => value !== other.X[i]).length;
    expect(differing).to.be.below(set.X.length / 100);
    expect(Math.max(...set.X)).to.equal(255);
  });

  it('are the same from the same seed, and others from another', async () => {
    const training = textures(20);
    const [one, same, other] = await Promise.all(
      [7, 7, 8].map((seed) => patchFeatures(training, { ...SMALL, seed, backend })),
    );
    expect(one.tensors).to.deep.equal(same.tensors);
    expect(one.scale).to.equal(same.scale);
    expect(one.tensors.dictionary).to.not.deep.equal(other.tensors.dictionary);
  });

  it('spread evenly: similarities have a deviation of about 1', async () => {
    const training = textures(20);
    const { tensors, settings } = await patchFeatures(training, {
      ...SMALL,
      patches: 200,
      backend,
    });
    const m = settings.components;
    const squares = tensors.dictionary.reduce((sum, value) => sum + value * value, 0);
    expect(squares / (400 * m)).to.be.closeTo(1, 0.05);
  });
});

describe('features of patches', () => {
  itWithAddon('are those of plain JavaScript, but for counts at the threshold', async () => {
    const training = textures(30);
    const patches = await patchFeatures(training, { ...SMALL, backend: 'js' });
    const [js, native] = await Promise.all(
      (['js', 'openblas'] as const).map((backend) => patches.transform(training, { backend })),
    );
    const differing = js.X.filter((value, i) => value !== native.X[i]).length;
    expect(differing).to.be.below(js.X.length / 500);
  });

  it("refuse pictures and settings that don't fit, each in one sentence", async () => {
    const training = textures(4);
    const backend = selectBackend({ backend: 'js' });
    const fails = async (given: object, set: DataSet = training): Promise<string> =>
      (await failureOf(patchFeatures(set, { ...SMALL, backend, ...given })))!.message;
    expect(await fails({ side: 11 })).to.equal("side: expected at most the pictures' 10×11 pixels, got 11"); // prettier-ignore
    expect(await fails({ patches: 0 })).to.match(/^patches: expected an integer from 1/);
    expect(await fails({ regions: 9 })).to.match(/^regions: expected an integer from 1 to 8/);
    expect(await fails({ epsilon: 0 })).to.match(/^epsilon: expected/);
    expect(await fails({ encoding: 'soft' })).to.match(/^encoding: expected/);
    expect(await fails({ mirrors: true })).to.match(/mirrors/);
    const plain = { ...training };
    delete plain.image;
    expect(await fails({}, plain)).to.match(/^pictures\.image: expected the shape of pictures/);
    const floats = { ...training, X: Float32Array.from(training.X as Uint8Array) };
    expect(await fails({}, floats)).to.match(/^pictures\.X: expected pictures of bytes/);
    const patches = await patchFeatures(training, { ...SMALL, backend });
    const turned = { ...training, image: { ...SHAPE, width: 10, height: 11 } };
    const error = await failureOf(patches.transform(turned, { backend }));
    expect(error!.message).to.match(/^set\.image\.height: expected/);
  });

  it('are made a few pictures at a time where each takes long, else many', async () => {
    const pictures = textures(40);
    const backend = selectBackend({ backend: 'js' });
    const patches = await patchFeatures(pictures, { ...SMALL, backend });
    const counts: number[] = [];
    const lasting = (milliseconds: number): Backend => ({
      ...backend,
      report: { ...backend.report, threads: 2 },
      encodePatches({ count }) {
        counts.push(count);
        const end = performance.now() + count * milliseconds;
        while (performance.now() < end);
      },
    });
    await patches.transform(pictures, { backend: lasting(2.5) });
    expect(Math.max(...counts)).to.be.within(2, 8);
    counts.length = 0;
    await patches.transform(pictures, { backend: lasting(0) });
    expect(Math.max(...counts)).to.be.above(8);
  });

  it('say so where they don’t fit into an array', async () => {
    const set = textures(10);
    const { image, settings, tensors, scale } = await patchFeatures(textures(10), SMALL);
    const many = new PatchFeatures(image, { ...settings, patches: 10 ** 9 }, tensors, scale);
    expect(String(await failureOf(many.transform(set)))).to.match(
      /^RangeError: set: expected pictures whose features fit into an array in memory, got 10 with 18,000,000,000 bytes each/,
    );
  });

  it('stop when they are told to', async () => {
    const training = textures(4);
    const reason = new Error('enough');
    const signal = AbortSignal.abort(reason);
    const backend = selectBackend({ backend: 'js' });
    expect(await failureOf(patchFeatures(training, { ...SMALL, backend, signal }))).to.equal(reason); // prettier-ignore
  });
});

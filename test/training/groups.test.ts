import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { EncodedGroups, groupsOf, patchFeatures, placeGroup } from '../../src/patches';
import {
  GroupAverage,
  predictSet,
  prepareJob,
  run,
  scoredJob,
  trainedGroup,
  type AnyEpochRecord,
} from '../../src/training';
import { textures } from '../support/textures';

const backend = selectBackend({ backend: 'js' });
const SMALL = { patches: 7, side: 4, components: 20, regions: 2 };
const SETTINGS = { eta: 8, batchSize: 10, epochs: 3, lambda: 1e-3, standardise: 'damped' } as const;
const signal = new AbortController().signal;

/** Trains all groups, with the classifiers of a group alone and of all together. */
async function trainedTogether(most: number, shift = 0) {
  const training = textures(40);
  const validation = textures(20, 5);
  const whole = await patchFeatures(training, { ...SMALL, shift, backend });
  const groups = new EncodedGroups(whole, most, { training, validation }, { backend, signal });
  const set = ({ labels }: typeof training) => ({ labels, weights: null });
  const average = new GroupAverage(set(training), set(validation));
  const histories: (readonly AnyEpochRecord[])[] = [];
  for (const [g, group] of groups.all.entries()) {
    const data = await groups.encode(g, () => undefined);
    const scored = scoredJob(await prepareJob(backend, data, [SETTINGS]));
    for await (const event of run(scored.job)) if (event.kind === 'ended') break;
    const trained = await trainedGroup(group, scored, 'finished');
    histories.push(trained.history);
    await average.add(trained);
  }
  const { plan } = (await prepareJob(backend, await groups.encode(0, () => undefined), [SETTINGS]))
    .objective;
  const model = average.model(whole);
  const predict = (pictures: typeof training) =>
    predictSet(model, pictures, { backend, plan: { ...plan } });
  return { average, groups, histories, model, predict, training, validation, whole };
}

describe('groups of patches', () => {
  it('part a dictionary evenly, and have their places in it', async () => {
    const whole = await patchFeatures(textures(12), { ...SMALL, backend });
    const groups = groupsOf(whole, 3);
    expect(groups.map(({ first }) => first)).to.deep.equal([0, 2, 4]);
    expect(groups.map(({ patches }) => patches.settings.patches)).to.deep.equal([2, 2, 3]);
    const { X, samples } = textures(5, 2);
    const pictures = textures(5, 2);
    const all = (await whole.transform(pictures, { backend })).X;
    const placed = new Float64Array(all.length);
    for (const group of groups) {
      const own = (await group.patches.transform(pictures, { backend })).X;
      for (let i = 0; i < samples; i++) {
        const [from, to] = [group.patches.features, whole.features];
        const row = Float64Array.from(own.subarray(i * from, (i + 1) * from));
        placeGroup(group, whole, row, placed.subarray(i * to, (i + 1) * to));
      }
    }
    expect(X).to.be.an.instanceOf(Uint8Array);
    expect([...placed]).to.deep.equal([...all]);
  });

  it('are one classifier of all features: its scores are the mean of theirs', async () => {
    const { average, model, predict, training, validation, whole } = await trainedTogether(3);
    expect(model.patches).to.equal(whole);
    const history = await average.history();
    expect(history).to.have.length(3);
    const last = history[2];
    for (const [pictures, told] of [
      [training, last.train],
      [validation, last.validation],
    ] as const) {
      // prettier-ignore
      const { evaluation } = await predict(pictures);
      expect(evaluation.accuracy).to.equal(told!.accuracy);
      expect(evaluation.loss).to.be.closeTo(told!.loss, 1e-6);
      expect(evaluation.cost).to.be.closeTo(told!.cost, 1e-6);
    }
    expect(model.provenance.groups).to.equal(3);
  });

  it('are the classifier of the only group where there is one', async () => {
    const { average, histories } = await trainedTogether(7);
    const figures = ({ train, validation, outputs, weightNorm }: AnyEpochRecord) => ({
      ...{ train, validation, outputs, weightNorm },
    });
    const history = await average.history();
    history.forEach((record, e) => {
      const [own, alone] = [figures(record), figures(histories[0][e])];
      expect(own.outputs).to.deep.equal(alone.outputs);
      expect(own.train.loss).to.be.closeTo(alone.train.loss, 1e-9);
      expect(own.train.cost).to.be.closeTo(alone.train.cost, 1e-9);
      expect(own.validation!.accuracy).to.equal(alone.validation!.accuracy);
      expect(own.weightNorm).to.be.closeTo(alone.weightNorm!, 1e-9);
    });
  });

  it('are trained on pictures as they are, and predict by means over shifts', async () => {
    const [plain, shifted] = [await trainedTogether(7), await trainedTogether(7, 2)];
    const first = ({ histories: [[own]] }: typeof plain) => own;
    expect(first(plain).train).to.deep.equal(first(shifted).train);
    expect(first(plain).validation).to.not.deep.equal(first(shifted).validation);
    const last = (await shifted.average.history())[2];
    const { evaluation } = await shifted.predict(shifted.validation);
    expect(evaluation.loss).to.be.closeTo(last.validation!.loss, 1e-6);
  });
});

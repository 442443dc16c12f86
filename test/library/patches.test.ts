import { expect } from 'chai';
import { joined, partOf, split, subset, type DataSet } from '../../src/data';
import { show } from '../../src/errors';
import { patchFeatures, type PatchFeatures } from '../../src/patches';
import { train, type LinearClassifier } from '../../src/library';
import { describeEachBackend } from '../support/backends';
import { patchClassifier } from '../support/patch-models';
import { failureOf } from '../support/rejection';
import { PIXELS, SHAPE, textures } from '../support/textures';

const pictureOf = ({ X }: DataSet, i: number): Uint8Array =>
  (X as Uint8Array).subarray(i * PIXELS, (i + 1) * PIXELS);

describeEachBackend('a classifier of pictures by patches', (backend) => {
  const pictures = textures(24, 5);
  let patches: PatchFeatures;
  let classifier: LinearClassifier<string>;
  let encoded: DataSet;

  before(async () => {
    ({ patches, classifier } = await patchClassifier(backend));
    encoded = await patches.transform(pictures, { backend });
  });

  it('has the patches of the set that it was trained on, or of a part of it, and describes pictures', async () => {
    expect(classifier.patches).to.equal(patches);
    expect(classifier.image).to.deep.equal(SHAPE);
    expect(classifier.features).to.equal(PIXELS);
    expect(classifier.bytes).to.equal(true);
    const { training } = split(encoded, { test: 0.25 });
    for (const part of [
      partOf(encoded, 'part', 2, 10),
      subset(encoded, 's', [4, 5, 6]),
      training,
    ]) {
      const own = await train(part, { epochs: 1, batchSize: 2, backend });
      expect(own.classifier.patches).to.equal(patches);
    }
  });

  it('predicts pictures as the features that are made of them', () => {
    const all = classifier.predict(encoded);
    expect(all).to.deep.equal(Array.from(pictures.labels, (label) => pictures.classes[label]));
    expect(classifier.predict(pictures)).to.deep.equal(all);
    const scores = classifier.scores(encoded);
    expect(classifier.scores(pictures)).to.deep.equal(scores);
    const rows = all.map((_, i) => pictureOf(pictures, i));
    expect(classifier.scores(rows)).to.deep.equal(scores);
    const plain = rows.map((row) => Array.from(row));
    expect(classifier.scores(plain)).to.deep.equal(scores);
    expect(classifier.predict(plain[3])).to.equal(all[3]);
    expect(classifier.topK(rows[3], 1)[0].label).to.equal(all[3]);
    const { features } = patches;
    const row = (encoded.X as Uint8Array).subarray(3 * features, 4 * features);
    expect(classifier.probabilities(rows[3])).to.deep.equal(classifier.probabilities(row));
  });

  it('evaluates pictures, and fits the temperature to them', async () => {
    const expected = await classifier.evaluate(encoded);
    const shown: unknown[] = [];
    const found = await classifier.evaluate(pictures, undefined, (now) => shown.push(now));
    expect(shown).to.deep.equal([{ done: 24, total: 24 }]);
    expect(found.accuracy).to.equal(expected.accuracy);
    expect(found.loss).to.be.closeTo(expected.loss, 1e-6);
    expect(found.cost).to.be.closeTo(expected.cost, 1e-6);
    const labels = pictures.labels.map((label, i) => (i < 4 ? 1 - label : label));
    const own = (await patchClassifier(backend)).classifier;
    const other = (await patchClassifier(backend)).classifier;
    const fit = await own.calibrate({ ...pictures, labels });
    const same = await other.calibrate({ ...encoded, labels });
    expect(fit.temperature).to.be.closeTo(same.temperature, 1e-4 * same.temperature);
    expect(fit.after.loss).to.be.closeTo(same.after.loss, 1e-5);
    const tempered = await own.evaluate({ ...pictures, labels });
    expect(tempered.loss).to.be.closeTo(fit.after.loss, 1e-9);
  });

  it('explains a score by its patches', () => {
    const { bias, contributions, label, score } = classifier.explain(pictureOf(pictures, 2));
    expect(contributions.length).to.equal(24);
    expect(contributions.map(({ column }) => column)).to.include.members(['patch 0', 'negative of patch 11']); // prettier-ignore
    const k = classifier.classes.indexOf(label);
    expect(score).to.be.closeTo(classifier.scores(pictureOf(pictures, 2))[k], 1e-4);
    const sum = contributions.reduce((all, own) => all + own.contribution, bias);
    expect(sum).to.be.closeTo(score, 1e-12);
  });

  it('refuses features that other patches made', async () => {
    const { settings } = patches;
    const again = await patchFeatures(textures(30), { ...settings, backend });
    const others = await patchFeatures(textures(30), { ...settings, seed: 7, backend });
    const [alike, foreign] = await Promise.all(
      [again, others].map((own) => own.transform(pictures, { backend })),
    );
    const how = { epochs: 1, batchSize: 2, backend };
    await train({ training: encoded, validation: alike }, how);
    await classifier.evaluate(alike);
    const fault = /madeBy: expected features by the training set's patches, got those by others/;
    const failures = await Promise.all([
      failureOf(Promise.resolve(train({ training: encoded, validation: foreign }, how))),
      failureOf(classifier.evaluate(foreign)),
      failureOf(classifier.calibrate(foreign)),
    ]);
    for (const failure of failures) expect(failure).to.be.instanceOf(RangeError);
    expect(failures[0]!.message).to.match(/^validation\.madeBy: /);
    for (const failure of failures) expect(failure!.message).to.match(fault);
    expect(() => classifier.predict(foreign)).to.throw(RangeError, fault);
    expect(() => joined(encoded, foreign)).to.throw(RangeError, /^second\.madeBy/);
  });

  it("refuses what isn't a picture of bytes, in one sentence", async () => {
    const row = Array.from(pictureOf(pictures, 0));
    const fails = (call: () => unknown): string => {
      try {
        call();
      } catch (error) {
        return (error as Error).message;
      }
      return 'nothing';
    };
    const half = row.with(7, 0.5);
    expect(fails(() => classifier.predict(half))).to.equal('row[7]: expected a byte of a picture, 0 to 255, got 0.5'); // prettier-ignore
    expect(fails(() => classifier.predict([row, row.with(9, 256)]))).to.equal('rows[1][9]: expected a byte of a picture, 0 to 255, got 256'); // prettier-ignore
    expect(fails(() => classifier.predict(row.slice(1)))).to.equal('row.length: expected 330, got 329'); // prettier-ignore
    for (const none of [null, undefined, 'abcdef']) {
      const message = `rows: expected an array of rows or a data set, got ${show(none)}`;
      expect(fails(() => classifier.predict(none as never))).to.equal(message);
    }
    expect(fails(() => classifier.predict([row, null] as never))).to.match(/^rows\[1\]: expected an array of 330/); // prettier-ignore
    const turned = { ...pictures, image: { ...SHAPE, width: 10, height: 11 } };
    const error = await failureOf(classifier.evaluate(turned));
    expect(error!.message).to.equal('set.image.height: expected 10, got 11');
    const lost = { ...encoded, madeBy: { image: SHAPE, features: patches.features } };
    const refused = await failureOf(Promise.resolve(train(lost, { epochs: 1, backend })));
    expect(refused!.message).to.match(/^training\.madeBy: expected what patchFeatures\(\) returns/);
  });
});

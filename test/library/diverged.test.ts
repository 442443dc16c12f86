import { expect } from 'chai';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LinearClassifier, train, dataSet } from '../../src';
import { listenToWarnings } from '../../src/errors';
import { MODEL_ENDINGS, readModel, saveModel } from '../../src/exchange';
import { Parameters } from '../../src/model';
import { Standardiser } from '../../src/data';
import { smallModel } from '../support/models';
import { failureOf, rejection } from '../support/rejection';
import { trainTinyHere } from '../support/run-here';
import { syntheticSet } from '../support/synthetic';
import { temporaryFolder } from '../support/temporary-folder';
import { writeBinaryVersion } from '../support/tiny-cifar10';

const training = syntheticSet();
const both = { training, validation: training };

/** Runs work, and returns what it warns of. */
async function warningsOf(work: () => Promise<unknown>): Promise<string[]> {
  const heard: string[] = [];
  listenToWarnings((message, code) => heard.push(`${code}: ${message}`));
  try {
    await work();
  } finally {
    listenToWarnings(null);
  }
  return heard;
}

describe('a training that diverges', () => {
  const folder = temporaryFolder();
  let diverged: LinearClassifier;

  before(async () => {
    const warnings = await warningsOf(async () => {
      const result = await train(training, { eta: 1e300, epochs: 2 });
      expect(result.ending).to.equal('diverged');
      diverged = result.classifier;
    });
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(
      /^DIVERGED: the training with eta 1e\+300 and lambda 0 diverged: /,
    );
  });

  it('says so with weight decay, early stopping and fit, too', async () => {
    const warnings = await warningsOf(async () => {
      const decayed = await train(training, { eta: 5, lambda: 50, epochs: 40 });
      expect(decayed.ending).to.equal('diverged');
      const early = await train(both, { eta: 1e300, epochs: 4, earlyStopping: 2 });
      expect(early).to.include({ ending: 'diverged', bestEpoch: null });
      await new LinearClassifier({ eta: 1e300, epochs: 1 }).fit(training);
    });
    expect(warnings).to.have.lengthOf(3);
  });

  it('has converged where early stopping keeps an epoch before', async () => {
    const schedule = { kind: 'constant' } as const;
    const fine = await train(both, { eta: 0.01, epochs: 2, schedule });
    expect(fine.ending).to.equal('finished');
    const snapshot = await fine.snapshot();
    expect(await warningsOf(async () => train(both, { eta: 0.01, epochs: 2, resume: snapshot }))).to // prettier-ignore
    .be.empty;
  });

  it('resumes as diverged', async () => {
    const warnings = await warningsOf(async () => {
      const options = { eta: 1e300, epochs: 2 };
      const resume = await (await train(training, options)).snapshot();
      expect((await train(training, { ...options, resume })).ending).to.equal('diverged');
    });
    expect(warnings).to.have.lengthOf(2);
  });

  it('leaves a classifier that says so instead of predicting', async () => {
    const row = new Uint8Array(7);
    for (const use of [
      () => diverged.predict(row),
      () => diverged.predict([row]),
      () => diverged.topK(row, 2),
      () => diverged.probabilities([row, row]),
      () => diverged.evaluate(training),
      () => diverged.calibrate(training),
    ]) {
      const message = await rejection(async () => use(), 'MODEL_INVALID');
      expect(message).to.match(/^the classifier has parameters that are not finite/);
    }
  });

  for (const ending of MODEL_ENDINGS) {
    it(`is not written over a good file: ${ending}`, async () => {
      const file = path.join(folder(), `model${ending}`);
      writeFileSync(file, 'good');
      const message = await rejection(() => diverged.save(file), 'MODEL_INVALID');
      expect(message).to.include(`${file} can't be written`).and.include('got NaN');
      expect(readFileSync(file, 'utf8')).to.equal('good');
      expect(readdirSync(folder())).to.deep.equal([`model${ending}`]);
    });
  }
});

describe('a model that a format can’t hold', () => {
  const folder = temporaryFolder();
  const parameters = new Parameters(3, 4, 'float64');
  parameters.weights.fill(1e300);
  const tiny = new Standardiser({
    mean: new Float64Array(4).fill(1.7e308),
    deviation: new Float64Array(4).fill(1),
    range: 255,
  });
  const models = {
    'parameters beyond float32': smallModel({ parameters }),
    'means that overflow in the units of the features': smallModel({ standardiser: tiny }),
    'a class twice': smallModel({ classes: ['ant', 'ant', 'cat'] }),
    'an infinite λ': smallModel({ lambda: Infinity }),
    'an infinite bias': smallModel({
      parameters: Object.assign(new Parameters(3, 4, 'float64'), {}),
    }),
  };
  models['an infinite bias'].parameters.bias[1] = -Infinity;

  for (const [what, model] of Object.entries(models)) {
    for (const ending of MODEL_ENDINGS) {
      it(`is refused, or can be read again: ${what}, ${ending}`, async () => {
        const file = path.join(folder(), `model${ending}`);
        writeFileSync(file, 'good');
        const error = await failureOf(saveModel(file, model));
        if (error !== null) {
          expect(error).to.include({ code: 'MODEL_INVALID' });
          expect(readFileSync(file, 'utf8')).to.equal('good');
          return;
        }
        const isRead = ['.safetensors', '.json'].includes(ending);
        if (isRead) expect((await readModel(file)).parameters).to.deep.equal(model.parameters);
        else expect(readFileSync(file, 'latin1')).to.not.match(/Infinity|NaN/);
      });
    }
  }
});

describe('features of ±1.7e308', () => {
  it('are refused by name where they can’t be standardised', async () => {
    const X = [[-1.7e308, 1], [1.7e308, 2], [1.7e308, 3]]; // prettier-ignore
    const set = dataSet({ X, labels: ['a', 'b', 'b'] });
    const error = await failureOf((async () => train(set))());
    expect(error).to.be.instanceOf(RangeError);
    expect(error?.message).to.match(/^training\.X: feature 0: expected features that can be stand/);
  });

  it('are refused where their scores are not finite', async () => {
    const { classifier } = await train(
      dataSet({ X: [[1e-3], [2e-3], [3e-3]], labels: [0, 1, 1] }),
      { epochs: 20, eta: 1 },
    );
    for (const use of [
      () => classifier.predict([1.7e308]),
      () => classifier.topK([[0], [-1.7e308]], 1),
      () => classifier.probabilities(Float64Array.of(1.7e308)),
    ]) {
      expect(use).to.throw(RangeError, /^rows?(\[1\])?: expected features whose scores are finite/);
    }
  });
});

describe('onelayer train --save of a training that diverges', () => {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder(), name);

  it('keeps the file, ends with code 1, and still has results', async () => {
    await writeBinaryVersion(at('cache/cifar-10'));
    writeFileSync(at('m.json'), 'good');
    const { code, stderr } = await trainTinyHere(
      at('cache'),
      ...['--all-batches', '--validation', '3', '--batch-size', '4', '--no-doctor', '--no-report'],
      ...['--eta', '1e300', '--epochs', '2', '--save', at('m.json'), '--out', at('out')],
    );
    expect(stderr).to.match(/^warning: the training with eta 1e\+300 .* diverged/m);
    expect(stderr).to.match(/^error: .*m\.json can't be written: /m);
    expect(code).to.equal(1);
    expect(readFileSync(at('m.json'), 'utf8')).to.equal('good');
    expect(readdirSync(at('out'))).to.include('results.json');
    const run = readdirSync(at('out')).find((name) => name !== 'results.json')!;
    expect(readdirSync(at(`out/${run}`))).to.not.include('model.safetensors');
  });
});

describe('calibration on separable data', () => {
  it('warns that the temperature is at the bound of its search, and why', async () => {
    const X = Float64Array.from({ length: 20 }, (_, i) => i);
    const set = dataSet({ X, features: 1, labels: Array.from(X, (x) => (x < 10 ? 'a' : 'b')) });
    const { classifier } = await train(set, { epochs: 50, eta: 1, batchSize: 20 });
    const warnings = await warningsOf(() => classifier.calibrate(set));
    expect(classifier.temperature).to.be.closeTo(1e-3, 1e-9);
    expect(warnings).to.have.lengthOf(1);
    expect(warnings[0]).to.match(
      /^TEMPERATURE_AT_BOUND: the temperature is 0\.001, .* separate the classes of all 20 samples/,
    );
  });
});

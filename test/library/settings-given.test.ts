import { expect } from 'chai';
import { LinearClassifier, train, type TrainOptions } from '../../src';
import { failureOf } from '../support/rejection';
import { syntheticSet } from '../support/synthetic';

const training = syntheticSet({ samples: 60 });
const both = { training, validation: training };

/** The settings that a training recorded. */
async function settingsOf(options: TrainOptions): Promise<unknown> {
  const { classifier } = await train(both, { epochs: 1, ...options });
  return classifier.provenance.settings;
}

const messageOf = async (options: object): Promise<string> =>
  (await failureOf((async () => train(both, options))()))!.message;

describe('settings that nobody gave', () => {
  it('adapt to the data: a mini-batch has at most all samples', async () => {
    expect(await settingsOf({})).to.include({ batchSize: 60 });
    expect(await settingsOf({ batchSize: 7 })).to.include({ batchSize: 7 });
  });

  it('resume as they were', async () => {
    const result = await train(both, { epochs: 2 });
    const resumed = await train(both, {
      epochs: 2,
      batchSize: 60,
      resume: await result.snapshot(),
    });
    expect(resumed.ending).to.equal('finished');
  });

  it('are refused where they were given', async () => {
    expect(await messageOf({ batchSize: 100 })).to.equal(
      'batchSize: expected an integer from 1 to 60, got 100',
    );
  });
});

describe('settings in a short form', () => {
  it('are those of the command line', async () => {
    const cosine = await settingsOf({ schedule: 'cosine' });
    expect(cosine).to.deep.include({ schedule: { kind: 'cosine' } });
    const step = await settingsOf({ schedule: 'step:10:0.5', earlyStopping: 3 });
    expect(step).to.deep.include({
      schedule: { kind: 'step', every: 10, factor: 0.5 },
      earlyStopping: { patience: 3 },
    });
  });

  const wrong: [object, string][] = [
    [{ schedule: 'cosin' }, 'schedule: expected one of constant, step:EPOCHS:FACTOR, '],
    [{ schedule: 'step:10' }, 'schedule: expected step:EPOCHS:FACTOR, got "step:10"'],
    [{ schedule: 'step:x:1' }, 'schedule step: expected a finite number above 0, got "x"'],
    [{ earlyStopping: 1.5 }, 'earlyStopping: expected a positive integer, got 1.5'],
    [{ earlyStopping: true }, 'earlyStopping: expected an object, got true'],
  ];
  for (const [options, message] of wrong) {
    it(`are refused: ${message}`, async () => {
      expect(await messageOf(options)).to.include(message);
    });
  }
});

describe('names from other libraries', () => {
  const known: [string, string][] = [
    ['learningRate', 'the learning rate is eta'],
    ['learning_rate', 'the learning rate is eta'],
    ['lr', 'the learning rate is eta'],
    ['C', 'lambda is 1 / (2 n C), with n training samples'],
    ['weight_decay', 'lambda is half of it, since it multiplies Σ W²'],
    ['alpha', 'lambda is alpha / 2'],
    ['batch_size', 'did you mean batchSize?'],
    ['max_iter', 'the number of passes over the data is epochs'],
    ['random_state', 'the seed of all that is random is seed'],
    ['nJobs', 'the number of threads is threads'],
    ['etta', 'did you mean eta?'],
  ];
  for (const [name, hint] of known) {
    it(`are explained: ${name}`, async () => {
      const message = `options: expected a known key, got "${name}": ${hint}`;
      expect(await messageOf({ [name]: 1 })).to.equal(message);
      expect(() => new LinearClassifier({ [name]: 1 })).to.throw(TypeError, message);
    });
  }

  it('are explained as methods', () => {
    const classifier = new LinearClassifier() as unknown as Record<string, () => unknown>;
    const call = (name: string) => (): unknown => classifier[name]();
    expect(call('predict_proba')).to.throw(TypeError, /which is probabilities\(rows\)$/);
    expect(call('predictProba')).to.throw(TypeError, /which is probabilities\(rows\)$/);
    expect(call('score')).to.throw(TypeError, /which is evaluate\(set\), whose result has/);
    expect(Object.keys(classifier)).to.not.include('score');
  });

  it('and other ways to give data', async () => {
    for (const data of [[[1], [2]], { X: [[1], [2]], y: [0, 1] }, Float64Array.of(1, 2)]) {
      const error = await failureOf(new LinearClassifier().fit(data as never, [0, 1] as never));
      expect(error).to.be.instanceOf(TypeError);
      expect(error?.message).to.match(
        /^data: expected a data set, which dataSet\(\{ X, labels \}\)/,
      );
    }
  });

  it('are listed where nothing is near', async () => {
    for (const name of ['constructor', 'x', 'ü'.repeat(99_999)]) {
      expect(await messageOf({ [name]: 1 })).to.match(/^options: expected only the keys lambda, /);
    }
  });
});

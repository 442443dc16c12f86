import { expect } from 'chai';
import { LinearClassifier, train, type TrainOptions } from '../../src/library';
import { type AnyEpochRecord } from '../../src/training';
import { trainRun } from '../support/trained';
import { describeEachBackend } from '../support/backends';
import { failureOf } from '../support/rejection';
import { SMALL, SMALL_SETTINGS, stateOf, withoutSeconds } from '../support/trainings';

const data = SMALL.bytes;
const both = { training: data.training, validation: data.validation };

describeEachBackend('train', (backend) => {
  const options: TrainOptions = { ...SMALL_SETTINGS, backend };
  const endless = { ...options, epochs: 1_000_000 };

  it('can be awaited, and learns what trainRun does', async () => {
    const { classifier, history, ending, bestEpoch, ...rest } = await train(both, options);
    const run = await trainRun(backend, data, SMALL_SETTINGS);
    expect(classifier).to.be.instanceOf(LinearClassifier);
    expect(classifier.weights).to.deep.equal(run.parameters.weights);
    expect(withoutSeconds(history)).to.deep.equal(withoutSeconds(run.record.history));
    expect({ ending, bestEpoch }).to.deep.equal({ ending: 'finished', bestEpoch: null });
    expect(rest.backend).to.deep.equal(backend.report);
    expect(rest.plan).to.have.property('tileRows');
  });

  it('can be iterated, and then awaited', async () => {
    const training = train(both, options);
    const seen: AnyEpochRecord[] = [];
    for await (const record of training) seen.push(record);
    const { history } = await training;
    expect(history).to.deep.equal(seen);
    expect(seen.map(({ epoch }) => epoch)).to.deep.equal([1, 2, 3, 4]);
  });

  it('can be awaited again and again, and is one training', async () => {
    const training = train(both, options);
    const [first, second] = await Promise.all([training, training]);
    expect(first)
      .to.equal(second)
      .and.to.equal(await training);
  });

  it('does nothing before it is asked for, and takes a training set alone', async () => {
    train({ ...data.training, samples: -1 });
    const { history } = await train(data.training, options);
    expect(history.map(({ validation }) => validation)).to.deep.equal([null, null, null, null]);
  });

  it('stops where its loop is left, with the best epoch until then', async () => {
    const training = train(both, endless);
    const seen: AnyEpochRecord[] = [];
    for await (const record of training) {
      seen.push(record);
      if (record.epoch === 3) break;
    }
    const { ending, history, bestEpoch } = await training;
    expect(ending).to.equal('stopped');
    expect(history).to.deep.equal(seen);
    const accuracies = seen.map(({ validation }) => validation!.accuracy);
    expect(bestEpoch).to.equal(1 + accuracies.indexOf(Math.max(...accuracies)));
  });

  it('stops where its loop throws', async () => {
    const training = train(both, endless);
    const enough = new Error('enough');
    const loop = async (): Promise<void> => {
      // eslint-disable-next-line @typescript-eslint/no-unused-vars -- the first is enough
      for await (const _ of training) throw enough;
    };
    expect(await failureOf(loop())).to.equal(enough);
    expect((await training).ending).to.equal('stopped');
  });

  it('can be aborted, and gone on with from its snapshot', async () => {
    const long = { ...options, epochs: 3000 };
    const whole = await train(both, long);
    const controller = new AbortController();
    const training = train(both, { ...long, signal: controller.signal });
    // Not at once: before the first step, it would be rejected.
    for await (const { epoch } of training) {
      if (epoch === 1) setTimeout(() => controller.abort(), 20);
    }
    const stopped = await training;
    expect(stopped.ending).to.equal('stopped');
    expect(stopped.history.length).to.be.within(1, 2999);
    const resumed = await train(both, { ...long, resume: await stopped.snapshot() });
    expect(resumed.ending).to.equal('finished');
    expect(stateOf(await resumed.snapshot())).to.deep.equal(stateOf(await whole.snapshot()));
    expect(resumed.classifier.weights).to.deep.equal(whole.classifier.weights);
  });

  it('ends its loop when it is aborted', async () => {
    const controller = new AbortController();
    const training = train(both, { ...endless, signal: controller.signal });
    let last = 0;
    for await (const { epoch } of training) {
      last = epoch;
      if (epoch === 2) controller.abort();
    }
    const { ending, history } = await training;
    expect(ending).to.equal('stopped');
    expect(history).to.have.lengthOf(last);
  });

  it('is rejected with the reason if it is aborted before', async () => {
    const reason = new Error('no time');
    const signal = AbortSignal.abort(reason);
    expect(await failureOf((async () => await train(both, { ...options, signal }))())).to.equal(
      reason,
    );
    const loop = async (): Promise<void> => {
      // eslint-disable-next-line @typescript-eslint/no-unused-vars -- there is none
      for await (const _ of train(both, { ...options, signal }));
    };
    expect(await failureOf(loop())).to.equal(reason);
  });

  it('keeps the best epoch with early stopping, ended by it or not', async () => {
    const earlyStopping = { metric: 'loss', patience: 2 } as const;
    const rule = { ...options, eta: 0.8, earlyStopping };
    const early = await train(both, { ...rule, epochs: 400 });
    expect(early.ending).to.equal('early');
    const best = early.bestEpoch!;
    expect(early.history).to.have.lengthOf(best + 2);
    const { weights } = (await train(both, { ...rule, earlyStopping: null, epochs: best }))
      .classifier;
    expect(early.classifier.weights).to.deep.equal(weights);
    const { loss } = await early.classifier.evaluate(data.validation);
    expect(loss).to.equal(early.history[best - 1].validation!.loss);

    const whole = await train(both, { ...rule, epochs: best + 1 });
    expect(whole).to.include({ ending: 'finished', bestEpoch: best });
    expect(whole.classifier.weights).to.deep.equal(weights);
  });

  it('gives a classifier that can be fitted anew, with the same options', async () => {
    const controller = new AbortController();
    const { classifier } = await train(both, { ...options, signal: controller.signal });
    controller.abort();
    const before = classifier.weights;
    await classifier.fit(data.training);
    expect(classifier.weights).to.deep.equal(before);
    expect(classifier.history).to.have.lengthOf(4);
  });

  const wrong: [unknown, string][] = [
    [{ ...options, epoch: 3 }, 'options: expected a known key, got "epoch": did you mean epochs?'],
    [{ ...options, __proto__: null, lr: 3 }, 'options: expected a known key'],
    [null, 'options: expected an object, got null'],
    [{ ...options, signal: {} }, 'signal: expected a AbortSignal'],
    [{ ...options, checkpoint: 5 }, 'checkpoint: expected a string, got 5'],
    [{ ...options, every: 5 }, 'checkpoint: expected a file, since every is given, got undefined'],
    [{ ...options, checkpoint: 'x', every: 0 }, 'every: expected a positive integer, got 0'],
    [{ ...options, resume: 5 }, 'resume: expected a string, got 5'],
  ];
  for (const [its, message] of wrong) {
    it(`throws at once: ${message}`, () => {
      expect(() => train(both, its as TrainOptions)).to.throw(message);
    });
  }

  const bad: [unknown, unknown, RegExp][] = [
    [both, { eta: 0 }, /^eta: expected a finite number above 0, got 0$/],
    [both, { batchSize: 45 }, /^batchSize: expected an integer from 1 to 44, got 45$/],
    [both, { schedule: null }, /^schedule: expected an object, got null$/],
    [
      both,
      { schedule: { kind: 'cosin' } },
      /^schedule.kind: expected constant or .*, got "cosin"$/,
    ],
    [both, { classWeights: [1, 2] }, /^classWeights.length: expected 3, got 2$/],
    [
      both,
      { nesterov: true },
      /^momentum \(Nesterov's\): expected a finite number above 0, got 0$/,
    ],
    [data.training, { earlyStopping: { patience: 1 } }, /^validation: expected a validation set/],
    [null, {}, /^data: expected a data set, or one as training, got null$/],
    [
      { ...both, training: { ...data.training, image: undefined } },
      { horizontalFlips: true },
      /image/,
    ],
    [
      { ...both, training: { ...data.training, image: { width: -3, height: -2, channels: 1 } } },
      { horizontalFlips: true },
      /^training.image.width: expected a positive integer, got -3$/,
    ],
    [both, { resume: '/no/such/file' }, /^\/no\/such\/file can't be read: it is not there$/],
    [both, { backend: 'cuda' }, /^backend: expected auto or openblas or js, got "cuda"$/],
  ];
  for (const [its, changes, message] of bad) {
    it(`is rejected, awaited or iterated: ${message.source}`, async () => {
      const start = () => train(its as typeof both, { ...options, ...(changes as TrainOptions) });
      const training = start();
      const error = await failureOf((async () => await training)());
      expect(error?.message).to.match(message);
      const loop = async (): Promise<void> => {
        // eslint-disable-next-line @typescript-eslint/no-unused-vars -- there is none
        for await (const _ of start());
      };
      expect((await failureOf(loop()))?.message).to.match(message);
    });
  }
});

import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { classCounts, TrainingWatch, type Finding } from '../../src/checks';
import { DEFAULT_SETTINGS, type EpochRecord, type TrainingSettings } from '../../src/training';
import { trainRun } from '../support/trained';
import seed42 from '../fixtures/cifar10-reference-seed42.json';
import seeds from '../fixtures/cifar10-reference-seeds.json';
import batch64 from '../fixtures/cifar10-reference-batch64.json';
import { syntheticSet } from '../support/synthetic';

const TEN = new Array<number>(10).fill(1000);

/** An epoch of a run that goes well, with changes. */
function epochOf(epoch: number, changes: Changes = {}): EpochRecord {
  const { train: t = {}, validation = {}, ...rest } = changes;
  const loss = 2 - 0.01 * epoch;
  return {
    epoch,
    train: { loss, cost: loss, accuracy: 0.4, ...t },
    validation: { loss: loss + 0.05, cost: loss + 0.05, accuracy: 0.38, ...validation },
    outputs: { predicted: TEN, saturated: 0 },
    updateRatio: 1e-3,
    seconds: { training: 1, evaluation: 1 },
    ...rest,
  };
}

type Changes = Partial<
  Omit<EpochRecord, 'train' | 'validation'> & {
    train: Partial<EpochRecord['train']>;
    validation: Partial<EpochRecord['validation']>;
  }
>;

function judge(
  history: readonly EpochRecord[],
  settings: Partial<TrainingSettings> = {},
): Finding[] {
  const watch = new TrainingWatch({ ...DEFAULT_SETTINGS, ...settings }, TEN);
  for (const epoch of history) watch.see(epoch);
  return watch.findings();
}

/** What one check says of a history. */
const verdict = (history: readonly EpochRecord[], name: string): Finding['verdict'] =>
  judge(history).find(({ check }) => check === name)!.verdict;

/** The names of the checks that did not pass. */
const alarms = (findings: readonly Finding[]): string[] =>
  findings.filter(({ verdict }) => verdict !== 'passed').map(({ check }) => check);

const run = (count: number, change: (epoch: number) => Changes = () => ({})): EpochRecord[] =>
  Array.from({ length: count }, (_, i) => epochOf(i + 1, change(i + 1)));

/** Costs, which the loss and the validation follow. */
const costs = (values: readonly number[]): EpochRecord[] =>
  values.map((cost, i) =>
    epochOf(i + 1, { train: { loss: cost, cost }, validation: { loss: cost, cost } }),
  );

describe('the watch over a training', () => {
  it('has nothing to say before the first epoch, and nothing against a run that goes well', () => {
    expect(judge([])).to.deep.equal([]);
    for (const count of [1, 2, 10, 40]) expect(alarms(judge(run(count)))).to.deep.equal([]);
  });

  it('names the epoch from which a cost is not finite, and the learning rate', () => {
    for (const cost of [NaN, Infinity]) {
      const history = run(5, (epoch) => (epoch >= 3 ? { train: { loss: cost, cost } } : {}));
      const [finding] = judge(history, { eta: 7 });
      expect(alarms(judge(history))).to.deep.equal(['finite']);
      expect(finding.verdict).to.equal('failed');
      expect(finding.seen).to.include('epoch 3');
      expect(finding.meaning).to.include('η = 7');
    }
  });

  it('finds divergence where the model is worse than guessing', () => {
    expect(alarms(judge(costs([2.29])))).to.deep.equal([]);
    expect(alarms(judge(costs([2.31])))).to.deep.equal(['divergence']);
    expect(alarms(judge(costs([2.31, 2.2])))).to.deep.equal([]);
    const finding = judge(costs([2.31]), { eta: 0.5 }).find(({ verdict: v }) => v === 'warning')!;
    expect(finding.meaning).to.include('η = 0.5 is too large');
    expect(finding.advice).to.include('η = 0.05');
  });

  it('finds oscillation in large rises of the training cost, not in the noise of mini-batches', () => {
    expect(alarms(judge(costs([2, 2.1, 1.9, 2.05, 1.9])))).to.include('oscillation');
    expect(alarms(judge(costs([2, 2.1, 1.9, 1.8, 1.7])))).to.not.include('oscillation');
    expect(alarms(judge(costs([2, 2.002, 1.99, 2.001, 1.99])))).to.deep.equal([]);
    const long = [2, 2.1, 1.9, 2.05, ...run(12).map(({ train: t }) => 1.9 - t.loss / 100)];
    expect(alarms(judge(costs(long)))).to.not.include('oscillation');
  });

  it('judges the cost, which has the penalty in it, and not the loss', () => {
    const history = run(10, (epoch) => ({
      train: { loss: 1.5 + 0.1 * (epoch % 2), cost: 3 - 0.1 * epoch },
    }));
    expect(alarms(judge(history))).to.not.include('oscillation');
  });

  it('finds steps that throw the weights about, and steps that hardly move them', () => {
    const rising = (updateRatio: number) =>
      costs([2.0, 2.01, 2.0]).map((epoch) => ({ ...epoch, updateRatio }));
    expect(alarms(judge(rising(0.06)))).to.deep.equal(['update-ratio']);
    expect(alarms(judge(rising(0.04)))).to.deep.equal([]);
    expect(alarms(judge(run(3, () => ({ updateRatio: 0.06 }))))).to.deep.equal([]);
    expect(alarms(judge(run(3, () => ({ updateRatio: 1e-7 }))))).to.deep.equal(['update-ratio']);
    const once = rising(1e-3).with(1, { ...rising(0.5)[1] });
    expect(alarms(judge(once))).to.deep.equal([]);
    const falling = costs([9, 8, 7]).map((epoch) => ({ ...epoch, updateRatio: 0.06 }));
    expect(alarms(judge(falling))).to.include('update-ratio');
  });

  it('finds dead outputs', () => {
    const outputs = { predicted: TEN.with(3, 0), saturated: 0 };
    const findings = judge(run(3, () => ({ outputs })));
    expect(alarms(findings)).to.deep.equal(['dead-outputs']);
    expect(findings.find(({ check }) => check === 'dead-outputs')!.seen).to.include('class 3');
    const watch = new TrainingWatch(DEFAULT_SETTINGS, TEN.with(3, 0));
    watch.see(epochOf(1, { outputs }));
    expect(alarms(watch.findings()), 'a class without samples').to.deep.equal([]);
  });

  it('finds outputs that are saturated and wrong, not those that are saturated and right', () => {
    const sure = { predicted: TEN, saturated: 0.6 };
    expect(alarms(judge(run(3, () => ({ outputs: sure }))))).to.deep.equal(['saturated-outputs']);
    const half = { predicted: TEN, saturated: 0.5 };
    expect(alarms(judge(run(3, () => ({ outputs: half }))))).to.deep.equal([]);
    const right = { outputs: sure, train: { accuracy: 0.9 }, validation: { accuracy: 0.9 } };
    expect(alarms(judge(run(3, () => right)))).to.deep.equal([]);
  });

  it('blames no learning rate that the solver has not', () => {
    const predicted = [0, ...TEN.slice(1)];
    const histories = [
      run(8, (epoch) => (epoch < 5 ? {} : { train: { loss: NaN, cost: NaN } })),
      costs([9, 8, 9, 8, 9, 8]),
      run(8, () => ({ outputs: { predicted, saturated: 0.9 }, updateRatio: 10 })),
    ];
    for (const history of histories) {
      const findings = judge(history, { solver: 'lbfgs' });
      expect(JSON.stringify(findings)).to.not.match(/η|learning rate/);
    }
    const [broken] = judge(histories[0], { solver: 'lbfgs' });
    expect(broken.seen).to.match(/^after iteration 5 the training cost is NaN/);
  });

  it('finds a gap that grows between training and validation', () => {
    const validation = (epoch: number) => ({ validation: { loss: 1.8 + 0.01 * epoch } });
    expect(alarms(judge(run(12, validation)))).to.deep.equal(['overfitting']);
    expect(verdict(run(12, validation), 'overfitting')).to.equal('warning');
    expect(alarms(judge(run(4, validation)))).to.deep.equal([]);
    const slight = (epoch: number) => ({ validation: { loss: 1.8 + 0.001 * epoch } });
    expect(alarms(judge(run(12, slight)))).to.deep.equal([]);
  });

  it('calls nothing overfitting while training itself diverges or oscillates', () => {
    const worse = (epoch: number) => ({ loss: 1.8 + 0.01 * epoch });
    const diverging = run(12, (epoch) => {
      const loss = 3 - 0.01 * epoch;
      return { train: { loss, cost: loss }, validation: worse(epoch) };
    });
    expect(alarms(judge(diverging))).to.deep.equal(['divergence', 'overfitting']);
    expect(verdict(diverging, 'overfitting')).to.equal('skipped');
    const oscillating = run(12, (epoch) => {
      const loss = 2 - 0.03 * epoch + 0.1 * (epoch % 2);
      return { train: { loss, cost: loss }, validation: worse(epoch) };
    });
    expect(alarms(judge(oscillating))).to.deep.equal(['oscillation', 'overfitting']);
    expect(verdict(oscillating, 'overfitting')).to.equal('skipped');
  });

  it('calls a validation loss that rises with the training loss no overfitting', () => {
    const both = run(12, (epoch) => {
      const loss = 1.8 + 0.01 * epoch;
      return { train: { loss, cost: loss }, validation: { loss } };
    });
    expect(verdict(both, 'overfitting')).to.equal('passed');
  });

  it('finds validation at chance where training is not', () => {
    expect(alarms(judge(run(2, () => ({ validation: { accuracy: 0.11 } }))))).to.deep.equal([
      'validation-chance',
    ]);
    const both = { validation: { accuracy: 0.11 }, train: { accuracy: 0.12 } };
    expect(alarms(judge(run(2, () => both)))).to.deep.equal([]);
  });
});

describe("the watch over NumPy's runs of the four configurations", () => {
  for (const { lambda, eta, seed, shuffle, batchSize, history } of [
    ...seed42.runs,
    ...seeds.runs,
    ...batch64.runs,
  ]) {
    const title = `λ ${lambda}, η ${eta}, seed ${seed}, ${shuffle ? 'shuffled' : 'in order'}, batches of ${batchSize}`;
    it(`${title}: ${eta === 0.1 ? 'names the learning rate' : 'no alarm'}, after any epoch`, () => {
      const watch = new TrainingWatch({ ...DEFAULT_SETTINGS, lambda, eta }, TEN);
      history.forEach(({ train: t, validation }, i) => {
        watch.see(epochOf(i + 1, { train: t, validation }));
        const findings = watch.findings().filter(({ verdict }) => verdict !== 'passed');
        if (eta === 0.1) {
          const blamed = findings.filter(({ area }) => area === 'learning rate');
          expect(blamed, `epoch ${i + 1}`).to.not.be.empty;
          expect(blamed[0].meaning).to.include('the learning rate η = 0.1 is too large');
          const others = findings.filter(
            ({ area, verdict: v }) => area !== 'learning rate' && v !== 'skipped',
          );
          expect(others, `epoch ${i + 1}`).to.deep.equal([]);
        } else {
          expect(findings, `epoch ${i + 1}`).to.deep.equal([]);
        }
      });
    });
  }
});

describe('the watch over real trainings', () => {
  const training = syntheticSet({ samples: 200, features: 20, seed: 1 });
  const { labels } = training;
  const shuffled = { ...training, labels: labels.map((_, i) => labels[(i + 17) % 200]) };

  async function watched(eta: number, set = training, validation = set, lambda = 0) {
    const settings = { ...DEFAULT_SETTINGS, epochs: 12, batchSize: 20, eta, lambda };
    const watch = new TrainingWatch(settings, classCounts(set));
    const data = { training: set, validation, test: set };
    await trainRun(selectBackend({ backend: 'js' }), data, settings, {
      onEpoch: (epoch) => watch.see(epoch),
    });
    return watch.findings();
  }

  it('has nothing against one that learns, nor against one that has learnt all', async () => {
    for (const eta of [0.01, 20]) expect(alarms(await watched(eta)), `η ${eta}`).to.deep.equal([]);
  });

  it('names the learning rate of one whose weights overflow', async () => {
    expect(alarms(await watched(1e300, training, training, 1))).to.deep.equal(['finite']);
  });

  it('names the learning rate of one that overshoots', async () => {
    const findings = await watched(5, shuffled);
    const blamed = findings.filter(({ area }) => area === 'learning rate');
    expect(alarms(blamed)).to.include('oscillation');
    const doubtful = blamed.filter(({ verdict: v }) => v === 'warning');
    for (const { meaning } of doubtful) expect(meaning).to.include('η = 5 is too large');
  });

  it('finds validation labels that are shuffled', async () => {
    expect(alarms(await watched(0.05, training, shuffled))).to.include('validation-chance');
  });
});

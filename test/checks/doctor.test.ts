import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { Doctor, type Finding, type Subject } from '../../src/checks';
import type { DataSet } from '../../src/data';
import { defaultRng } from '../../src/random';
import { CONFIGURATIONS, DEFAULT_SETTINGS } from '../../src/training';
import { describeEachBackend } from '../support/backends';
import { BROKEN } from '../support/broken-classifiers';
import { BROKEN_TRAINERS, withClassifier } from '../support/broken-trainers';
import { cifar10Assignment, describeWithCifar10 } from '../support/cifar10';
import { syntheticSet } from '../support/synthetic';

const backend = selectBackend({ backend: 'js' });
const shape = { features: 40, classes: 3 };
const training = syntheticSet({ ...shape, samples: 300, seed: 1 });
const validation = syntheticSet({ ...shape, samples: 200, seed: 2 });
const data = { training, validation };
const settings = { ...DEFAULT_SETTINGS, lambda: 0.1, batchSize: 32 };

async function collect(findings: AsyncGenerator<Finding>): Promise<Finding[]> {
  const all: Finding[] = [];
  for await (const finding of findings) all.push(finding);
  return all;
}

function examine(changes: Partial<Subject> = {}): Promise<Finding[]> {
  const doctor = new Doctor({ backend, data, settings, ...changes });
  return collect(doctor.examine('full'));
}

/** The names of the checks that did not pass. */
const notPassed = (findings: readonly Finding[]): string[] =>
  findings.filter(({ verdict }) => verdict !== 'passed').map(({ check }) => check);

const labelled = (set: DataSet, label: (old: number, i: number) => number): DataSet => ({
  ...set,
  labels: set.labels.map((old, i) => label(old, i)),
});

const shuffled = (set: DataSet): DataSet => {
  const order = defaultRng(5).permutation(set.samples);
  return labelled(set, (_, i) => set.labels[order[i]]);
};

describeEachBackend('the doctor finds nothing where nothing is wrong', (eachBackend) => {
  it('in data, code and settings', async () => {
    const doctor = new Doctor({ backend: eachBackend, data, settings });
    expect(notPassed(await collect(doctor.examine('full')))).to.deep.equal([]);
    expect(notPassed(await collect(doctor.examine('short')))).to.deep.equal([]);
    expect(notPassed(await collect(doctor.examineSetting(settings)))).to.deep.equal([]);
  });

  const small: [string, Parameters<typeof syntheticSet>[0]][] = [
    ['5 samples', { samples: 5, features: 6, classes: 2, seed: 3 }],
    ['one feature', { samples: 50, features: 1, classes: 2 }],
    ['many classes', { samples: 400, features: 30, classes: 20 }],
  ];
  for (const [title, of] of small) {
    it(`nor fails with ${title}`, async () => {
      const set = syntheticSet(of);
      const subject = { training: set, validation: syntheticSet({ ...of, seed: 9 }) };
      const findings = await collect(
        new Doctor({
          backend: eachBackend,
          data: subject,
          settings: { ...settings, batchSize: 5 },
        }).examine('full'),
      );
      const failed = findings.filter(({ verdict }) => verdict === 'failed');
      expect(failed).to.deep.equal([]);
      for (const { seen } of findings) expect(seen).to.not.match(/NaN|undefined/);
    });
  }
});

describe('a finding', () => {
  it('has its three texts, short and without a full stop, and figures that are numbers', async () => {
    const findings = [
      ...(await examine()),
      ...(await examine({ createTrainer: BROKEN_TRAINERS['update uphill'] })),
    ];
    for (const { seen, meaning, advice, figures } of findings) {
      for (const text of [seen, meaning, advice ?? 'nothing']) {
        expect(text).to.match(/^[^]{3,170}[^.]$/);
      }
      for (const value of Object.values(figures)) expect(value).to.be.a('number');
    }
    expect(new Set(findings.map(({ check }) => check)).size).to.be.greaterThan(14);
  });

  it('comes of an examination that changes nothing of its subject', async () => {
    const before = JSON.stringify([[...training.pixels], [...training.labels]]);
    await examine();
    expect(JSON.stringify([[...training.pixels], [...training.labels]])).to.equal(before);
  });
});

describe('the doctor catches broken code', () => {
  /** A mistake in the classifier, the finding that catches it, what it says, and what stays right. */
  const classifiers: [keyof typeof BROKEN, string, RegExp, string[]][] = [
    [
      'factor 2 of the penalty dropped',
      'penalty-gradient',
      /factor 2 .* is dropped/,
      ['gradient-definition', 'loss-definition', 'penalty-cost'],
    ],
    ['bias penalised in the gradient', 'penalty-gradient', /bias is penalised/, ['penalty-cost']],
    ['bias penalised in the cost', 'penalty-cost', /bias is penalised/, ['penalty-gradient']],
    ['penalty halved in the cost', 'penalty-cost', /0\.5 times/, ['loss-definition']],
    ['sign flipped', 'gradient-definition', /sign is flipped/, ['loss-definition']],
    ['gradient zero', 'gradient-definition', /0 times/, ['loss-definition', 'penalty-cost']],
    ['transposed', 'gradient-definition', /another function/, ['loss-definition']],
    [
      'mean forgotten in the gradient',
      'gradient-definition',
      /sum .* not their mean/,
      ['loss-definition'],
    ],
    [
      'last row left out',
      'gradient-definition',
      /last row/,
      ['loss-definition', 'penalty-gradient'],
    ],
    ['maximum not subtracted', 'large-scores', /overflows/, ['loss-definition', 'gradient-check']],
    ['loss in bits', 'loss-definition', /1\.44 times/, ['gradient-definition', 'penalty-gradient']],
    ['accuracy of the complement', 'loss-definition', /accuracy is not/, ['gradient-check']],
  ];
  for (const [mistake, check, meaning, stillRight] of classifiers) {
    it(`${mistake}: ${check}`, async () => {
      const findings = await examine({ createTrainer: withClassifier(BROKEN[mistake]) });
      const found = findings.find((finding) => finding.check === check);
      expect(found).to.include({ verdict: 'failed' });
      expect(found!.meaning).to.match(meaning);
      const failed = notPassed(findings);
      for (const right of stillRight) expect(failed).to.not.include(right);
    });
  }

  const trainers: [string, string, RegExp, string[]][] = [
    ['validation data as bytes', 'standardised-validation', /not standardised at all/, []],
    ['validation data scaled to [0, 1]', 'standardised-validation', /not standardised at all/, []],
    ['validation data by their own vectors', 'standardised-validation', /their own mean/, []],
    ['training data scaled to [0, 1]', 'standardised-training', /neither mean nor/, []],
    ['mean not subtracted', 'standardised-training', /mean is not subtracted/, []],
    ['not divided by the deviation', 'standardised-training', /not divided/, []],
    ['n − 1 for n', 'standardised-training', /n − 1 for n/, []],
    [
      'vectors that are kept wrong',
      'standardising-vectors',
      /other data/,
      ['standardised-training'],
    ],
    ['update uphill', 'update-step', /uphill/, ['gradient-definition', 'gradient-check']],
    ['learning rate forgotten', 'update-step', /is not W ← W − η dW/, ['gradient-check']],
    ['bias not updated', 'update-step', /reach|is not W ← W/, ['gradient-definition']],
    ['decay applied twice', 'update-step', /is not W ← W/, ['penalty-gradient']],
    ['no update', 'update-step', /do not move/, ['gradient-definition']],
    ['last mini-batch dropped', 'update-epoch', /mini-batches/, ['update-step']],
    ['not shuffled', 'update-epoch', /order of samples/, ['update-step', 'gradient-definition']],
    ['another seed', 'update-epoch', /initial weights/, ['update-step']],
    ['validation curve of the training data', 'curves', /other than its set/, ['update-epoch']],
  ];
  for (const [mistake, check, meaning, stillRight] of trainers) {
    it(`${mistake}: ${check}`, async () => {
      const findings = await examine({ createTrainer: BROKEN_TRAINERS[mistake] });
      const found = findings.find((finding) => finding.check === check);
      expect(found).to.include({ verdict: 'failed' });
      expect(found!.meaning).to.match(meaning);
      for (const right of stillRight) expect(notPassed(findings)).to.not.include(right);
    });
  }

  it('initial weights that are far too large: initial-loss', async () => {
    const createTrainer = BROKEN_TRAINERS['initial weights 100 times too large'];
    const findings = await examine({ createTrainer });
    const found = findings.find(({ check }) => check === 'initial-loss');
    expect(found!.verdict).to.not.equal('passed');
    expect(found!.area).to.equal('initial weights');
  });
});

describe('the doctor catches bad data', () => {
  const bad: [string, Partial<typeof data>, string, string, RegExp][] = [
    [
      'shuffled training labels',
      { training: shuffled(training) },
      'label-signal',
      'failed',
      /training labels/,
    ],
    [
      'shuffled validation labels',
      { validation: shuffled(validation) },
      'label-signal',
      'failed',
      /validation labels/,
    ],
    [
      'a class without samples',
      { training: labelled(training, (old) => (old === 2 ? 0 : old)) },
      'label-balance',
      'failed',
      /never learnt/,
    ],
    [
      'one rare class',
      { training: labelled(training, (old, i) => (old === 2 && i > 20 ? 0 : old)) },
      'label-balance',
      'warning',
      /accuracy flatters/,
    ],
    [
      'some constant features',
      {
        training: { ...training, pixels: training.pixels.map((x, at) => (at % 40 < 3 ? 7 : x)) },
      },
      'constant-features',
      'warning',
      /carry nothing/,
    ],
    [
      'samples that are all the same',
      { training: { ...training, pixels: training.pixels.map(() => 7) } },
      'constant-features',
      'failed',
      /nothing to learn/,
    ],
    [
      'samples that are the same with other labels',
      {
        training: {
          ...training,
          pixels: training.pixels.map((x, at, all) => (at < 10 * 40 ? all[at % 40] : x)),
          labels: training.labels.map((y, i) => (i < 10 ? i % 3 : y)),
        },
      },
      'overfit-few',
      'failed',
      /by heart/,
    ],
  ];
  for (const [title, change, check, verdict, meaning] of bad) {
    it(`${title}: ${check}`, async () => {
      const findings = await examine({ data: { ...data, ...change } });
      const found = findings.find((finding) => finding.check === check);
      expect(found).to.include({ verdict });
      expect(found!.meaning).to.match(meaning);
      expect(notPassed(findings)).to.not.include('gradient-definition');
    });
  }
});

describe('the doctor judges a setting', () => {
  const judge = async (changes: Partial<typeof settings>, subject: Partial<Subject> = {}) =>
    collect(
      new Doctor({ backend, data, settings, ...subject }).examineSetting({
        ...settings,
        ...changes,
      }),
    );

  it('names a learning rate that is far too large, and one that would do', async () => {
    const findings = await judge({ eta: 30 });
    expect(notPassed(findings)).to.include.members(['learning-rate', 'first-update-ratio']);
    for (const { area, verdict } of findings) {
      expect(area).to.equal('learning rate');
      expect(verdict).to.equal('warning');
    }
    const { advice } = findings[0];
    const better = Number(/η of ([\d.e-]+)/.exec(advice!)![1]);
    expect(notPassed(await judge({ eta: better / 10 }))).to.deep.equal([]);
  });

  it('names one that is far too small', async () => {
    expect(notPassed(await judge({ eta: 1e-12 }))).to.include('first-update-ratio');
  });

  it('does not blame the learning rate for a gradient that is wrong', async () => {
    const findings = await judge(
      { eta: 0.01 },
      { createTrainer: withClassifier(BROKEN['sign flipped']) },
    );
    const found = findings.find(({ check }) => check === 'first-steps');
    expect(found).to.include({ verdict: 'failed', area: 'update' });
  });
});

it('the doctor stops when it is aborted', async () => {
  const controller = new AbortController();
  const findings = new Doctor({ backend, data, settings }).examine('full', controller.signal);
  await findings.next();
  controller.abort();
  const error = await findings.next().catch((reason: unknown) => reason);
  expect(error).to.have.property('name', 'AbortError');
});

describeWithCifar10('the doctor on CIFAR-10', () => {
  it('finds data and code right, and the learning rate of configuration 1 alone too large', async () => {
    const doctor = new Doctor({
      backend: selectBackend(),
      data: await cifar10Assignment(),
      settings: DEFAULT_SETTINGS,
    });
    expect(notPassed(await collect(doctor.examine('full')))).to.deep.equal([]);
    for (const configuration of CONFIGURATIONS) {
      const setting = { ...DEFAULT_SETTINGS, ...configuration };
      const findings = await collect(doctor.examineSetting(setting));
      if (configuration.number === 1) {
        expect(notPassed(findings)).to.have.length(3);
        for (const { area, meaning } of findings) {
          expect(area).to.equal('learning rate');
          expect(meaning).to.match(/too large/);
        }
      } else {
        expect(notPassed(findings)).to.deep.equal([]);
      }
    }
  });
});

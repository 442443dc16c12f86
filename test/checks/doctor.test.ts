import { expect } from 'chai';
import { selectBackend } from '../../src/backend';
import { Doctor, type Finding, type Subject } from '../../src/checks';
import type { DataSet } from '../../src/data';
import { defaultRng } from '../../src/random';
import { CONFIGURATIONS, DEFAULT_SETTINGS, type TrainingData } from '../../src/training';
import { describeEachBackend } from '../support/backends';
import { BROKEN } from '../support/broken-costs';
import { BROKEN_TRAININGS, withObjective } from '../support/broken-trainings';
import { cifar10Assignment, describeWithCifar10 } from '../support/cifar10';
import { syntheticSet } from '../support/synthetic';

const backend = selectBackend({ backend: 'js' });
const shape = { features: 40, classes: 3 };
const training = syntheticSet({ ...shape, samples: 300, seed: 1 });
const validation = syntheticSet({ ...shape, samples: 200, seed: 2 });
const data: TrainingData = { training, validation };
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

/** Both forms, and what is said of the setting. */
async function examineAll(subject: Subject): Promise<Finding[]> {
  const doctor = new Doctor(subject);
  return [
    ...(await collect(doctor.examine('full'))),
    ...(await collect(doctor.examine('short'))),
    ...(await collect(doctor.examineSetting(subject.settings))),
  ];
}

/** The names of the checks that did not pass. */
const notPassed = (findings: readonly Finding[]): string[] =>
  findings.filter(({ verdict }) => verdict !== 'passed').map(({ check }) => check);

/** A set with one feature the same in all samples. */
const withConstant = (set: DataSet, value: number): DataSet => ({
  ...set,
  X: (set as DataSet<Uint8Array>).X.map((x, at) => (at % set.features === 5 ? value : x)),
});

const labelled = (set: DataSet, label: (old: number, i: number) => number): DataSet => ({
  ...set,
  labels: set.labels.map((old, i) => label(old, i)),
});

const shuffled = (set: DataSet): DataSet => {
  const order = defaultRng(5).permutation(set.samples);
  return labelled(set, (_, i) => set.labels[order[i]]);
};

describeEachBackend('the doctor finds nothing where nothing is wrong', (eachBackend) => {
  for (const lambda of [0, 0.1, 1]) {
    it(`in data, code and settings, with λ = ${lambda}`, async () => {
      const subject = { backend: eachBackend, data, settings: { ...settings, lambda } };
      expect(notPassed(await examineAll(subject))).to.deep.equal([]);
    });
  }

  const odd: [title: string, Parameters<typeof syntheticSet>[0], skipped: string[]][] = [
    ['5 samples', { samples: 5, features: 6, classes: 2, seed: 3 }, ['label-signal']],
    ['one feature', { samples: 50, features: 1, classes: 2 }, ['label-signal', 'overfit-few']],
    [
      'classes that one feature hardly tells apart',
      { samples: 107, features: 1, classes: 3 },
      ['label-signal', 'overfit-few'],
    ],
    ['two classes', { samples: 400, features: 40, classes: 2 }, []],
    ['twenty classes', { samples: 400, features: 30, classes: 20 }, []],
  ];
  for (const [title, of, skipped] of odd) {
    it(`nor with ${title}, where the mini-batch is the whole set`, async () => {
      const subject = {
        backend: eachBackend,
        data: { training: syntheticSet(of), validation: syntheticSet({ ...of, seed: 9 }) },
        settings: { ...settings, batchSize: of!.samples! },
      };
      const findings = await examineAll(subject);
      for (const { check, verdict, seen } of findings) {
        expect(verdict, check).to.equal(skipped.includes(check) ? 'skipped' : 'passed');
        expect(seen).to.not.match(/NaN|Infinity|undefined/);
      }
    });
  }

  // Centred, 33 is off from 0 by rounding, and its variance from 0 to below.
  for (const value of [0, 33, 255]) {
    it(`but a feature that is ${value} throughout, and warns of nothing else`, async () => {
      const constant = {
        training: withConstant(syntheticSet({ ...shape, samples: 333 }), value),
        validation,
      };
      const findings = await examineAll({ backend: eachBackend, data: constant, settings });
      expect([...new Set(notPassed(findings))]).to.deep.equal(['constant-features']);
      for (const { seen } of findings) expect(seen).to.not.match(/NaN|Infinity/);
    });
  }
});

describe('a finding', () => {
  it('has its texts, short and without a full stop, and figures that are numbers', async () => {
    const trainers = [
      ...Object.values(BROKEN).map((Classifier) => withObjective(Classifier)),
      ...Object.values(BROKEN_TRAININGS),
    ];
    for (const createJob of [undefined, ...trainers]) {
      for (const finding of await examineAll({ backend, data, settings, createJob })) {
        const { check, seen, meaning, advice, figures, verdict } = finding;
        for (const text of [seen, meaning, advice ?? 'nothing']) {
          expect(text, check).to.match(/^[^\n]{3,159}[^.\n]$/);
        }
        expect(advice === null, check).to.equal(verdict === 'passed' || verdict === 'skipped');
        for (const value of Object.values(figures)) expect(value).to.be.a('number');
        if (Object.values(figures).every(Number.isFinite)) {
          expect(JSON.parse(JSON.stringify(finding))).to.deep.equal(finding);
        }
      }
    }
  });

  it('comes of each check once', async () => {
    const names = (await examine()).map(({ check }) => check);
    expect(names).to.have.length(new Set(names).size).and.to.be.greaterThan(14);
  });

  it('comes of an examination that changes nothing of its subject', async () => {
    const subject = { backend, data, settings };
    const copy = structuredClone({ data, settings });
    await examineAll({ ...subject, settings: Object.freeze({ ...settings }) });
    expect({ data, settings }).to.deep.equal(copy);
  });
});

describe('the doctor catches bad data', () => {
  const same = (pixels: Uint8Array, rows: number): Uint8Array =>
    pixels.map((x, at) => (at < rows * 40 ? pixels[at % 40] : x));
  const { X: pixels, labels } = training;

  type Case = [title: string, Partial<typeof data>, check: string, area: string, meaning: RegExp];
  const failing: Case[] = [
    [
      'shuffled training labels',
      { training: shuffled(training) },
      'label-signal',
      'labels',
      /training labels/,
    ],
    [
      'shuffled validation labels',
      { validation: shuffled(validation) },
      'label-signal',
      'labels',
      /validation labels/,
    ],
    [
      'a class without samples',
      { training: labelled(training, (old) => (old === 2 ? 0 : old)) },
      'label-balance',
      'labels',
      /never learnt/,
    ],
    [
      'samples that are all the same',
      { training: { ...training, X: same(pixels, 300) } },
      'constant-features',
      'data',
      /nothing to learn/,
    ],
    [
      'samples that are the same with other labels',
      {
        training: {
          ...training,
          X: same(pixels, 10),
          labels: labels.map((y, i) => (i < 10 ? i % 3 : y)),
        },
      },
      'overfit-few',
      'gradient',
      /by heart/,
    ],
  ];
  const doubtful: Case[] = [
    [
      'one rare class',
      { training: labelled(training, (old, i) => (old === 2 && i > 20 ? 0 : old)) },
      'label-balance',
      'labels',
      /accuracy flatters/,
    ],
    [
      'some constant features',
      { training: withConstant(training, 7) },
      'constant-features',
      'data',
      /carry nothing/,
    ],
  ];
  for (const [cases, verdict] of [
    [failing, 'failed'],
    [doubtful, 'warning'],
  ] as const) {
    for (const [title, change, check, area, meaning] of cases) {
      it(`${title}: ${check} first, ${verdict}`, async () => {
        const findings = await examine({ data: { ...data, ...change } });
        const first = findings.find((finding) => finding.verdict !== 'passed');
        expect(first).to.include({ check, area, verdict });
        expect(first!.meaning).to.match(meaning);
        const code = /^(standard|loss|large|penalty|gradient|update|curves)/;
        expect(notPassed(findings).filter((name) => code.test(name))).to.deep.equal([]);
      });
    }
  }
});

describe('the doctor judges a setting', () => {
  const judge = (changes: Partial<typeof settings>, subject: Partial<Subject> = {}) =>
    collect(
      new Doctor({ backend, data, settings, ...subject }).examineSetting({
        ...settings,
        ...changes,
      }),
    );

  // With 1e6, a hundredth of it is far too large as well.
  for (const eta of [10, 30, 1e6]) {
    it(`names a learning rate that is far too large, ${eta}, and one that would do`, async () => {
      const findings = await judge({ eta });
      expect(notPassed(findings)).to.deep.equal([
        'learning-rate',
        'first-steps',
        'first-update-ratio',
      ]);
      for (const { area, verdict, meaning, advice } of findings) {
        expect({ area, verdict }).to.deep.equal({ area: 'learning rate', verdict: 'warning' });
        expect(meaning).to.match(/too large/);
        const better = Number(/η (?:=|of) (\S+)/.exec(advice!)![1]);
        expect(notPassed(await judge({ eta: better }))).to.deep.equal([]);
      }
    });
  }

  it('blames a weight decay that no learning rate of this size bears on the learning rate', async () => {
    const findings = await judge({ lambda: 1e6 });
    for (const { area, verdict } of findings) {
      expect({ area, verdict }).to.deep.equal({ area: 'learning rate', verdict: 'warning' });
    }
  });

  it('names one that is far too small', async () => {
    const findings = await judge({ eta: 1e-12 });
    expect(notPassed(findings)).to.deep.equal(['first-steps', 'first-update-ratio']);
    for (const { verdict, meaning } of findings.slice(1)) {
      expect(verdict).to.equal('warning');
      expect(meaning).to.match(/too small/);
    }
  });

  for (const [mistake, meaning] of [
    ['sign flipped', /not the learning rate, the step is wrong/],
    ['transposed', /not the learning rate, the step is wrong/],
    ['gradient zero', /the gradient is 0, and no learning rate helps/],
  ] as const) {
    for (const eta of [1e-12, 0.01, 0.3]) {
      it(`does not blame a learning rate of ${eta} for a gradient that is wrong: ${mistake}`, async () => {
        const findings = await judge({ eta }, { createJob: withObjective(BROKEN[mistake]) });
        expect(notPassed(findings)).to.deep.equal(['first-steps']);
        const found = findings.find(({ check }) => check === 'first-steps');
        expect(found).to.include({ verdict: 'failed', area: 'update' });
        expect(found!.meaning).to.match(meaning);
      });
    }
  }
});

describe('the doctor stops when it is aborted', () => {
  const doctor = new Doctor({ backend, data, settings });
  const kinds: [string, (signal: AbortSignal) => AsyncGenerator<Finding>][] = [
    ['the full form', (signal) => doctor.examine('full', signal)],
    ['the short form', (signal) => doctor.examine('short', signal)],
    ['a setting', (signal) => doctor.examineSetting(settings, signal)],
  ];
  for (const [title, start] of kinds) {
    it(`during ${title}`, async () => {
      const controller = new AbortController();
      const findings = start(controller.signal);
      expect((await findings.next()).done).to.equal(false);
      controller.abort();
      const error = await findings.next().catch((reason: unknown) => reason);
      expect(error).to.have.property('name', 'AbortError');
    });
  }
});

describeWithCifar10('the doctor on CIFAR-10', () => {
  it('finds data and code right, in both forms', async () => {
    const doctor = new Doctor({
      backend: selectBackend(),
      data: await cifar10Assignment(),
      settings: DEFAULT_SETTINGS,
    });
    expect(notPassed(await collect(doctor.examine('full')))).to.deep.equal([]);
    expect(notPassed(await collect(doctor.examine('short')))).to.deep.equal([]);
  });

  it('finds the learning rate of configuration 1 too large, and nothing in the others', async () => {
    const doctor = new Doctor({
      backend: selectBackend(),
      data: await cifar10Assignment(),
      settings: DEFAULT_SETTINGS,
    });
    for (const { number, lambda, eta } of CONFIGURATIONS) {
      const findings = await collect(doctor.examineSetting({ ...DEFAULT_SETTINGS, lambda, eta }));
      expect(findings).to.have.length(3);
      for (const { area, verdict, seen, meaning } of findings) {
        expect(area).to.equal('learning rate');
        expect(verdict, `configuration ${number}`).to.equal(number === 1 ? 'warning' : 'passed');
        if (number !== 1) continue;
        expect(meaning).to.match(/too large/);
        expect(`${seen} ${meaning}`).to.match(/η = 0\.1\b/);
      }
    }
  });
});

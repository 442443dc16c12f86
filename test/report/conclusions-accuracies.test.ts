import { expect } from 'chai';
import { conclude, type ReportedRun } from '../../src/report';
import type { Schedule, TrainingSettings } from '../../src/training';
import { circumstances, on, textsOn } from '../support/conclusions';
import { analysisOf, ownCode, runOf, tested } from '../support/reported-run';

/** A finished run with these accuracies; its test has 10,000 samples. */
function scored(
  [train, validation, test]: readonly [number, number, number],
  changes: Partial<ReportedRun> = {},
): ReportedRun {
  const curves = { costs: [2, 1], accuracies: [train, validation] as const };
  return runOf(curves, { test: tested(test), analysis: analysisOf(), ...changes });
}

const configuration = (number: number, lambda: number, eta = 0.001) => ({
  ...{ configuration: number, lambda, eta },
});
const norm = (size: number) => ({ analysis: analysisOf({ norm: size }) });

// Of 10,000 samples, at p = 0.5, chance is 2 √(2 · 0.25 / 10,000) = 0.014142…
const CHANCE = '1.41 points';

describe("the conclusion on code of one's own", () => {
  const native = scored([0.5, 0.5, 0.5]);
  const own = (accuracy: number) => ({ ...scored([0.5, 0.5, accuracy]), code: ownCode() });

  it("compares it with onelayer's own run of the same settings", () => {
    const [{ text, runs, answer }, ...more] = on('own code', own(0.51), native);
    expect(text).to.equal(
      "Configuration 2, mine.js: 51.00 % of the test set against 50.00 % by onelayer's own code with " +
        `the same settings, +1.00 points, which is no more than chance (${CHANCE}): they agree.`,
    );
    expect({ runs, answer, more }).to.deep.equal({ runs: [0], answer: '+1.00 points', more: [] });
    const [worse] = textsOn('own code', native, own(0.1));
    expect(worse).to.include(`−40.00 points, which is more than chance (${CHANCE}).`);
  });

  it('says nothing where there is none, or other settings', () => {
    expect(on('own code', native, native)).to.be.empty;
    expect(on('own code', own(0.5), { ...native, lambda: 0.1, configuration: 3 })).to.be.empty;
  });
});

describe('the conclusion on weight decay', () => {
  const runs = [
    scored([0.5, 0.4375, 0.4858], { ...configuration(4, 1), ...norm(0.25) }),
    scored([0.75, 0.5, 0.5], { ...configuration(2, 0), ...norm(2) }),
    scored([0.625, 0.5, 0.5142], { ...configuration(3, 0.1), ...norm(1.2345) }),
  ];

  it('has gap, ‖W‖ and test accuracy by ascending λ, and the changes against the smallest', () => {
    const [{ text }, ...more] = on('weight decay', ...runs);
    expect(text).to.equal(
      'With η 0.001, λ 0 → 0.1 → 1 goes with a gap between training and validation accuracy of 25.00 ' +
        'points → 12.50 points → 6.25 points, ‖W‖ 2 → 1.23 → 0.25 and a test accuracy of 50.00 % → ' +
        `51.42 % → 48.58 %. Against λ 0, it changes by +1.42 points with λ 0.1 (more than chance, ${CHANCE}) ` +
        `and by −1.42 points with λ 1 (more than chance, ${CHANCE}).`,
    );
    expect(more).to.be.empty;
  });

  it('has the figures of each λ', () => {
    expect(on('weight decay', ...runs)[0].figures).to.deep.equal({
      ...{ 'gap at λ 0': 0.25, 'test at λ 0': 0.5, '‖W‖ at λ 0': 2 },
      ...{ 'gap at λ 0.1': 0.125, 'test at λ 0.1': 0.5142, '‖W‖ at λ 0.1': 1.2345 },
      ...{ 'gap at λ 1': 0.0625, 'test at λ 1': 0.4858, '‖W‖ at λ 1': 0.25 },
      ...{ 'difference at λ 0.1': 0.5142 - 0.5, 'difference at λ 1': 0.4858 - 0.5 },
      chance: 2 * Math.sqrt((2 * 0.5 * 0.5) / 10_000),
    });
  });

  it('tells changes within chance from those beyond', () => {
    const changed = (accuracy: number) =>
      textsOn('weight decay', runs[1], scored([0.5, 0.5, accuracy], configuration(3, 0.1)))[0];
    expect(changed(0.514)).to.include(
      `by +1.40 points with λ 0.1 (no more than chance, ${CHANCE})`,
    );
    expect(changed(0.486)).to.include(
      `by −1.40 points with λ 0.1 (no more than chance, ${CHANCE})`,
    );
    expect(changed(0.5)).to.include('by 0.00 points with λ 0.1 (no more than chance');
    expect(changed(0.5142)).to.include('(more than chance');
    expect(changed(0.4858)).to.include('(more than chance');
  });

  it('judges no change, and has no ‖W‖, where the predictions were not kept', () => {
    const bare = runs.map((run) => ({ ...run, analysis: null }));
    const [text] = textsOn('weight decay', ...bare);
    expect(text).to.not.include('‖W‖').and.not.include('chance');
    expect(text).to.include('by +1.42 points with λ 0.1 and by −1.42 points with λ 1.');
    expect(textsOn('weight decay', runs[0], bare[1])[0]).to.not.include('‖W‖');
  });

  it('compares runs that differ in nothing else, and came to their end', () => {
    const changes: Partial<ReportedRun>[] = [
      { eta: 0.002 },
      { epochs: 3 },
      { batchSize: 64 },
      { seed: 7 },
      { shuffle: false },
      { dtype: 'float64' },
      { test: null },
    ];
    for (const change of changes) {
      const other = { ...runs[2], ...change };
      expect(on('weight decay', runs[1], other), JSON.stringify(change)).to.be.empty;
    }
  });

  it("compares runs of the same code: onelayer's or one's own", () => {
    const own = runs.map((run) => ({ ...run, code: ownCode() }));
    expect(on('weight decay', runs[1], own[2])).to.be.empty;
    expect(on('weight decay', ...runs, ...own)).to.have.lengthOf(2);
  });

  it('compares runs that agree in each of the other settings', () => {
    const changes: Required<Omit<TrainingSettings, 'lambda' | 'solver'>> = {
      ...{ eta: 0.002, epochs: 3, batchSize: 64, seed: 7, shuffle: false, dtype: 'float64' },
      ...{ loss: 'hinge', labelSmoothing: 0.1, tolerance: 1e-3, momentum: 0.9, nesterov: true },
      schedule: { kind: 'exponential', factor: 0.9 },
      earlyStopping: { patience: 3 },
      ...{ classWeights: 'balanced', standardise: false, horizontalFlips: true },
    };
    for (const [name, value] of Object.entries(changes)) {
      const changed = { [name]: value };
      expect(on('weight decay', runs[1], { ...runs[2], ...changed }), name).to.be.empty;
      const both = runs.map((run) => ({ ...run, ...changed }));
      expect(on('weight decay', ...both), name).to.have.lengthOf(1);
    }
  });

  it('compares settings by their values, and takes what is absent for the default', () => {
    const schedules: Schedule[] = [
      { kind: 'step', every: 5, factor: 0.5 },
      { factor: 0.5, every: 5, kind: 'step' },
      { kind: 'step', every: 6, factor: 0.5 },
    ];
    const scheduled = runs.map((run, i) => ({ ...run, schedule: schedules[i] }));
    expect(textsOn('weight decay', ...scheduled)[0]).to.include(' λ 0 → 1 goes');
    const whole = { ...runs[2], loss: 'cross-entropy' as const, momentum: 0 };
    expect(on('weight decay', runs[1], whole)).to.have.lengthOf(1);
  });

  it('takes the first of runs that have the same λ', () => {
    const again = scored([0.9, 0.9, 0.9], configuration(2, 0));
    expect(on('weight decay', runs[1], again)).to.be.empty;
    const [{ figures }] = on('weight decay', ...runs, again);
    expect(figures['test at λ 0']).to.equal(0.5);
  });

  it('is one for each η', () => {
    const fast = [0, 1].map((lambda) => scored([0.5, 0.5, 0.5], configuration(1, lambda, 0.1)));
    const starts = textsOn('weight decay', ...runs, ...fast).map((text) => text.split(' goes')[0]);
    expect(starts).to.deep.equal(['With η 0.001, λ 0 → 0.1 → 1', 'With η 0.1, λ 0 → 1']);
  });
});

describe('the conclusion on the learning rate', () => {
  it('compares runs that differ in η alone', () => {
    const runs = [
      scored([0.5, 0.5, 0.375], { ...configuration(1, 0, 0.1), ...norm(8) }),
      scored([0.75, 0.5, 0.5], { ...configuration(2, 0), ...norm(2) }),
      scored([0.5, 0.5, 0.5], configuration(3, 0.1)),
    ];
    const [{ text, figures }, ...more] = on('learning rate', ...runs);
    expect(text).to.equal(
      'With λ 0, η 0.001 → 0.1 goes with a test accuracy of 50.00 % → 37.50 %. Against η 0.001, it ' +
        `changes by −12.50 points with η 0.1 (more than chance, ${CHANCE}).`,
    );
    expect(figures).to.deep.include({ 'test at η 0.001': 0.5, 'test at η 0.1': 0.375 });
    expect(more).to.be.empty;
  });
});

describe('conclusions on settings', () => {
  it('say that they compare test accuracies, of one other value or of several', () => {
    const says = (...accuracies: number[]) =>
      on(
        'weight decay',
        ...accuracies.map((test, i) => scored([0.5, 0.5, test], configuration(2 + i, i))),
      )[0].evidence;
    const chance = `by more than chance (${CHANCE})`;
    expect(says(0.5, 0.5)).to.include(`; in the test, λ 1 does not differ from λ 0 ${chance}`);
    expect(says(0.5, 0.5, 0.5)).to.include(`; in the test, none differs from λ 0 ${chance}`);
    expect(says(0.5, 0.4, 0.5)).to.include(`; in the test, λ 1 differs from λ 0 ${chance}`);
    expect(says(0.5, 0.4, 0.4)).to.include(`; in the test, λ 1 and λ 2 differ from λ 0 ${chance}`);
  });

  it('are drawn of no runs that differ in both λ and η', () => {
    const runs = [
      scored([0.5, 0.5, 0.4], configuration(1, 0, 0.1)),
      scored([0.5, 0.5, 0.5], configuration(3, 0.1)),
    ];
    expect([...on('learning rate', ...runs), ...on('weight decay', ...runs)]).to.be.empty;
  });
});

describe('the conclusion on which run to take', () => {
  const [second, third, fourth] = [configuration(2, 0), configuration(3, 0.1), configuration(4, 1)];

  it('takes the highest validation accuracy, whatever the test says', () => {
    const runs = [scored([0.9, 0.48, 0.6], second), scored([0.5, 0.5, 0.4], third)];
    const [{ text, figures }] = on('choice', ...runs);
    expect(text).to.equal(
      'Configuration 3 has the highest validation accuracy after its last epoch, 50.00 %; its test ' +
        `accuracy is 40.00 %. Configuration 2 (48.00 %) is further behind in validation than chance (${CHANCE}).`,
    );
    expect(figures.validation).to.equal(0.5);
    expect(figures.test).to.equal(0.4);
    expect(figures.chance).to.be.closeTo(0.0141421356, 1e-10);
  });

  it('names the rivals within chance', () => {
    const best = scored([0.5, 0.5, 0.5], second);
    const near = scored([0.5, 0.486, 0.5], third);
    const far = scored([0.5, 0.4858, 0.5], fourth);
    expect(textsOn('choice', near, best, far)[0]).to.include(
      `. Configuration 3 (48.60 %) is no further behind in validation than chance (${CHANCE}).`,
    );
    const nearer = scored([0.5, 0.49, 0.5], fourth);
    expect(textsOn('choice', near, best, nearer)[0]).to.include(
      `. Configuration 4 (49.00 %) and configuration 3 (48.60 %) are no further behind in validation than chance (${CHANCE}).`,
    );
  });

  it('says of several others that all are further behind', () => {
    const runs = [second, third, fourth].map((one, i) => scored([0.5, 0.5 - i / 10, 0.5], one));
    const [{ text, evidence }] = on('choice', ...runs);
    const others = `All others are further behind in validation than chance (${CHANCE}).`;
    expect(text).to.include(others);
    expect(evidence).to.include(others);
  });

  it('has less of chance where there are more validation samples', () => {
    const runs = [scored([0.5, 0.5, 0.5], second), scored([0.5, 0.49, 0.5], third)];
    const [{ text, figures }] = conclude(runs, { ...circumstances, validationSamples: 40_000 });
    expect(figures.chance).to.be.closeTo(0.0070710678, 1e-10);
    expect(text).to.include(
      '. Configuration 3 (49.00 %) is further behind in validation than chance (0.71 points).',
    );
  });

  it('needs two runs that came to their end, and passes by the others', () => {
    const one = scored([0.5, 0.5, 0.5], second);
    const stopped = scored([0.9, 0.9, 0.9], { ...third, test: null });
    expect(on('choice', one, stopped)).to.be.empty;
    const [text] = textsOn('choice', one, stopped, scored([0.5, 0.4, 0.5], fourth));
    expect(text).to.match(
      /^Configuration 2 .* Configuration 4 \(40\.00 %\) is further behind in validation/,
    );
  });
});

import { expect } from 'chai';
import { optimumRun } from '../support/optimum-run';
import { conclude, nats, percent, type ReportedRun } from '../../src/report';
import { TOPICS } from '../../src/report/results/conclusion';
import seed42 from '../fixtures/cifar10-reference-seed42.json';
import { circumstances, textsOn } from '../support/conclusions';
import { searchOf, trialOf } from '../support/search-results';
import {
  analysisOf,
  historyOf,
  ownCode,
  runOf,
  tested,
  type Curves,
} from '../support/reported-run';

const topicsOf = (runs: readonly ReportedRun[]) =>
  conclude(runs, circumstances).map(({ topic }) => topic);

/** A finished run. */
const finished = (curves: Curves, accuracy: number, changes: Partial<ReportedRun> = {}) =>
  runOf(curves, { test: tested(accuracy), analysis: analysisOf(), ...changes });

const falling = [3, 2.5, 2.25, 2.125, 2.0625, 2.03];

/** A figure in all the forms that a sentence may have it in. */
const forms = (figure: number) => [
  String(figure),
  nats(figure),
  percent(figure),
  `${(100 * Math.abs(figure)).toFixed(2)} points`,
  `${Number((100 * Math.abs(figure)).toPrecision(2))} %`,
  `${Number(figure.toPrecision(3))}`,
];

describe('conclude', () => {
  it('compares nothing where there is one run', () => {
    const run = finished({ costs: falling }, 0.4);
    expect(topicsOf([run])).to.deep.equal([
      'oscillation',
      'convergence',
      'overfitting',
      'assignment report',
      'calibration',
      'classes',
    ]);
  });

  it('has every topic, in the order of reading, where there is something to say', () => {
    const runs = [
      finished({ costs: [9, 8, 9, 8, 9, 8] }, 0.3, { configuration: 1, eta: 0.1 }),
      finished({ costs: falling }, 0.4),
      finished({ costs: falling }, 0.41, { configuration: 3, lambda: 0.1 }),
      optimumRun(),
      finished({ costs: falling }, 0.4, { code: ownCode() }),
    ];
    const halved = [trialOf({ lambda: 0.1 }, [300, 400]), trialOf({ lambda: 1 }, [300])];
    const kept = trialOf({ lambda: 0.01 }, [310, 401]);
    const search = searchOf([...halved, kept], ['lambda'], { rule: 'one-standard-error' });
    const concluded = conclude(runs, { ...circumstances, searches: [search] });
    const topics = concluded.map(({ topic }) => topic);
    expect([...new Set(topics)]).to.deep.equal(TOPICS);
  });

  it('has nothing to say of no runs, nor of one that was stopped in its first epoch', () => {
    expect(conclude([], circumstances)).to.deep.equal([]);
    expect(conclude([runOf({ costs: [] })], circumstances)).to.deep.equal([]);
    const run = finished({ costs: falling }, 0.4);
    const stopped = runOf({ costs: [] }, { configuration: 3, lambda: 0.1 });
    expect(conclude([run, stopped], circumstances)).to.deep.equal(conclude([run], circumstances));
  });

  it('has nothing but curves to judge of a run that was stopped later', () => {
    expect(topicsOf([runOf({ costs: falling })])).to.deep.equal([
      'oscillation',
      'convergence',
      'overfitting',
    ]);
    expect(topicsOf([runOf({ costs: [2] })])).to.deep.equal(['overfitting']);
  });

  it('has its figures in its sentences', () => {
    const analysis = analysisOf({ confidence: 0.4321, expectedError: 0.0322, norm: 1.2345 });
    const wild = { costs: [9, 8, 9, 8, 9, 8.5] };
    const runs = [
      finished(wild, 0.3, { configuration: 1, eta: 0.1, analysis }),
      finished({ costs: falling, accuracies: [0.5, 0.45] }, 0.4, { analysis }),
      finished({ costs: falling.map((c) => c + 0.1) }, 0.41, {
        configuration: 3,
        lambda: 0.1,
        analysis,
      }),
      runOf({ costs: [2, NaN] }, { configuration: null, eta: 9 }),
    ];
    for (const { text, figures } of conclude(runs, circumstances)) {
      for (const [name, figure] of Object.entries(figures)) {
        // Where nothing rose, the text has no figure for it.
        if (figure === 0 && text.includes('rose in none of')) continue;
        const found = forms(figure).filter((form) => text.includes(form));
        expect(found, `${name} ${figure} in: ${text}`).to.not.be.empty;
      }
    }
  });

  it('has another text for other curves', () => {
    const one = runOf({ costs: falling });
    const other = runOf({ costs: [3, 2.9, 2.8, 2.85, 2.6, 2.5] });
    for (const topic of ['oscillation', 'convergence', 'overfitting'] as const) {
      expect(textsOn(topic, one), topic).to.not.deep.equal(textsOn(topic, other));
    }
  });
});

describe("the conclusions on NumPy's runs of the four configurations", () => {
  const etas = [0.1, 0.001, 0.001, 0.001];
  const lambdas = [0, 0, 0.1, 1];
  const runs = [1, 2, 3, 4].map((configuration, i) => {
    const [eta, lambda] = [etas[i], lambdas[i]];
    const found = seed42.runs.find(
      (one) => one.shuffle && one.eta === eta && one.lambda === lambda,
    )!;
    const { history, test, weightNorm } = found;
    return runOf(
      { costs: [] },
      {
        ...{ configuration, eta, lambda, test },
        history: historyOf({ costs: history.map(() => 1) }).map((epoch, at) => ({
          ...epoch,
          ...history[at],
        })),
        analysis: analysisOf({ norm: weightNorm }),
      },
    );
  });
  const texts = (topic: (typeof TOPICS)[number]) => textsOn(topic, ...runs);

  it('configuration 1 oscillates, the others descend steadily', () => {
    const [first, ...steady] = texts('oscillation');
    expect(first).to.match(/^Configuration 1 oscillates: .* in the last 10 epochs\. η 0\.1 /);
    expect(steady.map((text) => text.split(':')[0])).to.deep.equal(
      [2, 3, 4].map((number) => `Configuration ${number} descends steadily`),
    );
  });

  it('configurations 2 and 3 still fall, configuration 4 has settled', () => {
    const [second, third, fourth, ...more] = texts('convergence');
    expect(second).to.match(
      /^Configuration 2 .*, from 1\.972 to 1\.611, .* of 40; it still falls,/,
    );
    expect(third).to.match(/^Configuration 3 .*, from 2\.270 to 1\.760, .* of 40; it still falls,/);
    expect(fourth).to.match(
      /^Configuration 4 .*, from 4\.055 to 1\.898, .* of 40; it has settled:/,
    );
    expect(more).to.be.empty;
  });

  it('none overfits, and all know the training set better', () => {
    expect(texts('overfitting').map((text) => text.split(';')[0])).to.deep.equal([
      'Configuration 2 knows the training set better, and does not overfit: 45.22 % in training against 38.34 % in validation, 6.88 points apart',
      'Configuration 3 knows the training set better, and does not overfit: 44.73 % in training against 38.82 % in validation, 5.91 points apart',
      'Configuration 4 knows the training set better, and does not overfit: 40.12 % in training against 36.47 % in validation, 3.65 points apart',
    ]);
  });

  it('more weight decay closes the gap; only λ = 1 costs more accuracy than chance', () => {
    expect(texts('weight decay')).to.deep.equal([
      'With η 0.001, λ 0 → 0.1 → 1 goes with a gap between training and validation accuracy of ' +
        '6.88 points → 5.91 points → 3.65 points, ‖W‖ 1.96 → 1.07 → 0.309 and a test accuracy of ' +
        '39.13 % → 39.22 % → 37.37 %. Against λ 0, it changes by +0.09 points with λ 0.1 (no more ' +
        'than chance, 1.38 points) and by −1.76 points with λ 1 (more than chance, 1.38 points).',
    ]);
  });

  it('configuration 3 is to be taken, and configuration 2 as good', () => {
    expect(texts('choice')).to.deep.equal([
      'Configuration 3 has the highest validation accuracy after its last epoch, 38.82 %; its test ' +
        'accuracy is 39.22 %. Configuration 2 (38.34 %) is no further behind in validation than chance (1.38 points).',
    ]);
  });
});

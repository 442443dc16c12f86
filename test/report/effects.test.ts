import { expect } from 'chai';
import { groupsThatDifferOnlyIn } from '../../src/report/conclusions/groups';
import { effectsOf } from '../../src/report/figures';
import { positions } from '../../src/report/figures/setting-axis';
import { runLabels } from '../../src/report/results/run-labels';
import type { ReportedRun } from '../../src/report';
import { on } from '../support/conclusions';
import { analysisOf, runOf, tested } from '../support/reported-run';

/** A finished run of training accuracy 0.5, validation accuracy 0.25 and test accuracy 0.375. */
function finished(lambda: number, eta: number, changes: Partial<ReportedRun> = {}): ReportedRun {
  const curves = { costs: [2, 1], accuracies: [0.5, 0.25] as const };
  const own = { configuration: null, lambda, eta, test: tested(0.375), analysis: analysisOf() };
  return runOf(curves, { ...own, ...changes });
}

function effects(setting: 'lambda' | 'eta', runs: readonly ReportedRun[]) {
  const labels = runLabels(runs);
  const named = runs.map((run, i) => ({ run, label: labels[i] }));
  return effectsOf(setting, groupsThatDifferOnlyIn(setting, named));
}

/** The rows of data of a figure's layers. */
function rows(figure: { readonly spec: object }): Record<string, unknown>[] {
  const { layer } = figure.spec as { layer: { data: { values: Record<string, unknown>[] } }[] };
  return layer.flatMap(({ data }) => data.values);
}

describe('what λ and η do', () => {
  const runs = [finished(0, 0.1), finished(0, 0.001), finished(0.1, 0.001), finished(1, 0.001)];

  it('is drawn along the setting in which runs differ, all else being equal', () => {
    const along = (setting: 'lambda' | 'eta') =>
      effects(setting, runs).map(({ title, figures }) => [title, figures.map(({ name }) => name)]);
    expect(along('lambda')).to.deep.equal([
      ['λ, with η 0.001: λ 0, 0.1 and 1', ['lambda-accuracy', 'lambda-gap', 'lambda-weight-norm']],
    ]);
    expect(along('eta')).to.deep.equal([
      ['η, with λ 0: η 0.001 and 0.1', ['eta-accuracy', 'eta-gap', 'eta-weight-norm']],
    ]);
    expect(effects('lambda', [runs[0], runs[3]])).to.be.empty;
    expect(effects('lambda', [runs[1]])).to.be.empty;
  });

  it('names configurations, and every other setting in which groups differ', () => {
    const heavy = { momentum: 0.9, epochs: 10 };
    const all = [
      finished(0, 0.001, { configuration: 2 }),
      finished(0.1, 0.001, { configuration: 3 }),
      finished(0.01, 0.001, heavy),
      finished(0.3, 0.001, heavy),
    ];
    const [plain, fast] = effects('lambda', all);
    expect([plain.title, fast.title]).to.deep.equal([
      'λ, with η 0.001, no momentum, 40 epochs: configurations 2 and 3',
      'λ, with η 0.001, momentum 0.9, 10 epochs: λ 0.01 and 0.3',
    ]);
    expect(new Set(fast.figures.map(({ title }) => title))).to.deep.equal(new Set([fast.title]));
    for (const [i, at] of ['no momentum, 40 epochs', 'momentum 0.9, 10 epochs'].entries()) {
      const { text, evidence } = on('weight decay', ...all)[i];
      expect(text).to.include(`With η 0.001, ${at}, λ `);
      expect(evidence).to.include(` at η 0.001, ${at}; `);
    }
  });

  it('numbers the figures of further groups', () => {
    const more = [...runs, finished(1, 0.1)];
    const names = effects('lambda', more).map(({ figures }) => figures[0].name);
    expect(names).to.deep.equal(['lambda-accuracy', 'lambda-accuracy-2']);
  });

  it('has accuracies, their gap in points, and ‖W‖', () => {
    const norms = runs.map((run, i) => ({ ...run, analysis: analysisOf({ norm: 2 ** i }) }));
    const [{ figures }] = effects('lambda', norms);
    const [accuracy, gap, norm] = figures.map(rows);
    const of = (set: string) => accuracy.filter((row) => row.set === set).map((row) => row.value);
    expect(new Set(of('training'))).to.deep.equal(new Set([0.5]));
    expect(new Set(of('validation'))).to.deep.equal(new Set([0.25]));
    expect(new Set(of('test'))).to.deep.equal(new Set([0.375]));
    expect(gap.find((row) => row.text)).to.include({ value: 25, text: '25.00' });
    const texts = norm.filter((row) => 'aside' in row).map((row) => row.text);
    expect(texts).to.deep.equal(['2', '4', '8']);
  });

  it('has bars on test accuracies as long as the distance that chance explains', () => {
    const [{ figures }] = effects('lambda', runs);
    const [bar] = rows(figures[0]);
    const chance = 2 * Math.sqrt((2 * 0.375 * 0.625) / 10_000);
    expect(Number(bar.high) - Number(bar.low)).to.be.closeTo(chance, 1e-12);
  });

  it('takes the accuracies of the epoch whose weights early stopping kept', () => {
    const stopped = [0, 1].map((lambda) => {
      const run = finished(lambda, 0.001, { earlyStopping: { patience: 1 }, bestEpoch: 1 });
      const [first, last] = run.history;
      const better = { ...first, validation: { ...first.validation, accuracy: 0.375 } };
      return { ...run, history: [better, last] };
    });
    const [{ figures }] = effects('lambda', stopped);
    expect(rows(figures[1])[0]).to.include({ value: 12.5 });
  });

  it('leaves ‖W‖ out where it is not known, and draws no point where it is not finite', () => {
    const unknown = [finished(0, 0.001), finished(1, 0.001, { analysis: null })];
    expect(effects('lambda', unknown)[0].figures.map(({ name }) => name)).to.deep.equal([
      'lambda-accuracy',
      'lambda-gap',
    ]);
    const diverged = finished(1, 0.001, { analysis: analysisOf({ norm: Infinity }) });
    const [{ figures }] = effects('lambda', [finished(0, 0.001), diverged]);
    expect(rows(figures[2]).find(({ text }) => text === 'not finite')!.value).to.equal(null);
  });
});

describe('the axis of a setting', () => {
  const places = (values: readonly number[]) => positions(values).places.map(({ x }) => x);

  it('is logarithmic, with 0 as far before the smallest as the others are from one another', () => {
    expect(places([0, 0.1, 1])).to.deep.equal([-2, -1, 0]);
    expect(places([0, 0.01, 1, 100])).to.deep.equal([-4, -2, 0, 2]);
    expect(places([0, 0.1])).to.deep.equal([-2, -1]);
    expect(places([0.001, 0.1])).to.deep.equal([-3, -1]);
  });

  it('knows whether 0 is among the values', () => {
    expect(positions([0, 1]).zero).to.equal(-1);
    expect(positions([0.1, 1]).zero).to.equal(null);
  });
});

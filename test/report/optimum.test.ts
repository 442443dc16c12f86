import { expect } from 'chai';
import { conclude, runLabels, summaryNote, summaryTable, type ReportedRun } from '../../src/report';
import { overlayFigure } from '../../src/report/figures';
import { gapFigure } from '../../src/report/figures/gap';
import { unitOf, unitsOf } from '../../src/report/results/units';
import { curvesCsv } from '../../src/report/storage/curves-csv';
import { certificateOf, optimumRun } from '../support/optimum-run';
import { analysisOf, runOf, tested } from '../support/reported-run';

const circumstances = { classes: ['cat', 'dog'], validationSamples: 10_000 };
const ended = { test: tested(0.4), analysis: analysisOf() };

/** Conclusions on a run, those of one topic if one is named. */
const conclusionsOn = (run: ReportedRun, topic?: string) =>
  conclude([run], circumstances).filter((one) => topic === undefined || one.topic === topic);

const named = (run: ReportedRun) => ({ run, label: runLabels([run])[0], index: 0 });

describe('a run that went to the optimum', () => {
  it('is called by its λ and its solver, and not by an η', () => {
    const [label, other, tight] = runLabels([
      optimumRun(),
      runOf({ costs: [1] }, { configuration: null, lambda: 0.1 }),
      optimumRun({ tolerance: 1e-9 }),
    ]);
    expect(label).to.deep.equal({
      short: 'λ 0.1, L-BFGS, tolerance 1e-6',
      name: 'λ 0.1, L-BFGS, tolerance 1e-6',
      title: 'λ 0.1, L-BFGS, tolerance 1e-6',
      slug: 'lambda-0.1-L-BFGS-tolerance-1e-6',
    });
    expect(other.short).to.equal('λ 0.1, η 0.001');
    expect(tight.short).to.equal('λ 0.1, L-BFGS, tolerance 1e-9');
    expect(runLabels([optimumRun()])[0].short).to.equal('λ 0.1, L-BFGS');
  });

  it('has no η in tables and CSV, and the gap in the latter', () => {
    const data = { source: 'the cache', files: [] };
    const run = optimumRun();
    expect(summaryTable([run], data)).to.not.include('η');
    expect(summaryTable([run, runOf({ costs: [1] })], data)).to.match(/│ 0\.1 │ +– │/);
    expect(summaryTable([run], data)).to.match(/stopped at 3 /);
    expect(summaryNote([run], data)).to.match(/^Accuracies after the last iteration\./);
    const [head, first] = curvesCsv([run]).split('\n');
    expect(head).to.match(/,validation_accuracy,gap$/);
    expect(first).to.match(/^"λ 0\.1, L-BFGS",0\.1,,42,1,.*,4\.6$/);
    expect(curvesCsv([runOf({ costs: [1] })])).to.not.include('gap');
  });

  it('counts iterations', () => {
    const runs = [optimumRun(), runOf({ costs: [1] })];
    expect([unitOf(runs), unitsOf(runs)]).to.deep.equal([
      'epoch or iteration',
      'epochs or iterations',
    ]);
    expect(JSON.stringify(overlayFigure('loss', [named(optimumRun())]).spec)).to.include(
      '"title":"iteration"',
    );
  });

  it('is concluded to be at the optimum by its certificate, which says how much could be gained', () => {
    const [one] = conclusionsOn(optimumRun(), 'optimum');
    expect(one.text).to.equal(
      'λ 0.1, L-BFGS is at the optimum: after 3 iterations, J is 2.000 and at most 2.6e-7 above its ' +
        'minimum (1.3e-7 of it), within the tolerance of 1e-6; no training, however long, could gain ' +
        'more; training accuracy at the optimum between 31.23 % and 55.90 %.',
    );
    expect(one.answer).to.equal('at the optimum');
    expect(one.figures).to.include({ gap: 3.2e-4 ** 2 / 0.4, tolerance: 1e-6, iterations: 3 });
  });

  it('is concluded to be short of it where the tolerance is not reached, and unknown at λ 0', () => {
    const short = { isReached: false, reason: 'take more epochs' };
    const [one] = conclusionsOn(optimumRun({ certificate: certificateOf(short) }), 'optimum');
    expect(one.answer).to.equal('short of the tolerance');
    const none = { gap: null, relativeGap: null, distance: null, accuracy: null, reason: 'λ is 0' };
    const run = optimumRun({ lambda: 0, certificate: certificateOf(none) });
    expect(conclusionsOn(run, 'optimum')[0].text).to.equal(
      'λ 0, L-BFGS has no certificate: λ is 0; after 3 iterations, ‖∂J/∂W‖ is 3.2e-4.',
    );
    expect(conclusionsOn(optimumRun({ certificate: null }), 'optimum')).to.deep.equal([]);
  });

  it('has no conclusion on η, on descent, nor that more epochs would help', () => {
    // Costs that still fall, after enough epochs for a run of mini-batches to be judged.
    const costs = [3, 2.5, 2.25, 2.125, 2.0625, 2.03];
    const { history } = runOf({ costs });
    const changes = { ...ended, history, certificate: certificateOf({ cost: 2.03 }) };
    const topics = conclusionsOn(optimumRun(changes)).map(({ topic }) => topic);
    expect(topics).to.deep.equal(['optimum', 'overfitting', 'calibration', 'classes']);
    expect(conclusionsOn(runOf({ costs }, ended)).map(({ topic }) => topic)).to.include(
      'convergence',
    );
    const texts = conclusionsOn(optimumRun(changes)).map(({ text, evidence }) => [text, evidence]);
    expect(texts.flat().join()).to.not.match(/η|epoch/);
    const several = [optimumRun(changes), optimumRun({ ...changes, lambda: 1 })];
    const all = conclude(several, circumstances);
    const decay = all.find(({ topic }) => topic === 'weight decay');
    expect(decay?.text).to.match(/^With L-BFGS, λ 0\.1 → 1 goes with/);
    expect(all.map(({ text }) => text).join()).to.not.include('η');
  });

  it('has the gap over the iterations as a figure, with the tolerance as a line', () => {
    const [figure] = gapFigure(named(optimumRun()));
    const text = JSON.stringify(figure.spec);
    expect(text).to.include('"type":"log"').and.include('tolerance 1e-6');
    expect(figure.description).to.include('the tolerance of 1e-6 as a dashed line');
    const { data } = figure.spec as unknown as { data: { values: { gap: number }[] } };
    expect(data.values.map(({ gap }) => gap)).to.deep.equal([2, 0.01 / 2.01, 1.28e-7]);
    const unknown = runOf({ costs: [2, 1] }, { solver: 'lbfgs', lambda: 0 });
    expect(gapFigure(named(unknown))).to.deep.equal([]);
    expect(gapFigure(named(runOf({ costs: [2, 1] })))).to.deep.equal([]);
  });
});

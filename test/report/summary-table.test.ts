import { expect } from 'chai';
import {
  duration,
  nats,
  percent,
  summaryNote,
  summaryTable,
  type ReportedRun,
} from '../../src/report';
import { settingNumber, unbroken } from '../../src/report/text/format';
import { DEFAULT_SETTINGS } from '../../src/training';
import { ownCode } from '../support/reported-run';
import { ALL_DATA, ASSIGNMENT_DATA } from '../support/used-data';

function run(changes: Partial<ReportedRun>): ReportedRun {
  const figures = (accuracy: number) => ({ loss: 1, cost: 1, accuracy });
  const seconds = { training: 1, evaluation: 1 };
  const epoch = {
    epoch: 1,
    train: figures(0.4136),
    validation: figures(0.3701),
    outputs: { predicted: [10], saturated: 0 },
    updateRatio: 1e-3,
    seconds,
  };
  return {
    configuration: 2,
    ...DEFAULT_SETTINGS,
    history: [epoch],
    test: figures(0.3913),
    seconds: 61.4,
    findings: null,
    analysis: null,
    folder: null,
    ...changes,
  };
}

/** The cells of the table's rows. */
function cells(runs: ReportedRun[], data = ASSIGNMENT_DATA): string[][] {
  const lines = summaryTable(runs, data).split('\n');
  return lines
    .filter((line) => line.includes('│'))
    .map((line) =>
      line
        .split('│')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

describe('summaryTable', () => {
  it("has λ, η, the three accuracies, the assignment report's and the time", () => {
    expect(cells([run({})])).to.deep.equal([
      ['', 'λ', 'η', 'training', 'validation', 'test', 'report', 'time'],
      ['2', '0', '0.001', '41.36 %', '37.01 %', '39.13 %', '35.89 %', '1 min 01 s'],
    ]);
  });

  it('says whose code trained where it was not only its own', () => {
    expect(cells([run({ code: ownCode() }), run({})]).map((row) => row.slice(0, 3))).to.deep.equal([
      ['', 'code', 'λ'],
      ['2', 'mine.js', '0'],
      ['2', 'onelayer', '0'],
    ]);
  });

  it("has nothing of the assignment report's beside runs on other data, and says so", () => {
    expect(cells([run({})], ALL_DATA)).to.deep.equal([
      ['', 'λ', 'η', 'training', 'validation', 'test', 'time'],
      ['2', '0', '0.001', '41.36 %', '37.01 %', '39.13 %', '1 min 01 s'],
    ]);
    expect(summaryNote([run({})], ALL_DATA)).to.match(
      /in the assignment report are of .*other data/,
    );
    expect(summaryNote([run({})], ASSIGNMENT_DATA)).to.match(/"report" is the test accuracy/);
  });

  it('has no reported accuracy beside settings of your own', () => {
    const [, , row] = cells([run({}), run({ configuration: null, lambda: 0.5 })]);
    expect(row).to.include.members(['', '0.5', '–']);
  });

  it('has no column of reported accuracies where none can be compared, and says why', () => {
    const long = [run({ epochs: 200 })];
    expect(cells(long)[0]).to.not.include('report');
    expect(summaryNote(long, ASSIGNMENT_DATA)).to.match(
      /in the assignment report are of other settings, and left out/,
    );
  });

  it('says where an interrupted run stopped', () => {
    const [, stopped, unstarted] = cells([run({ test: null }), run({ test: null, history: [] })]);
    expect(stopped[5]).to.equal('stopped at 1/40');
    expect(unstarted.slice(3, 6)).to.deep.equal(['–', '–', 'stopped at 0/40']);
  });
});

describe('numbers for people', () => {
  it('show a setting as it was given, but for the digits of a random draw', () => {
    const given = [0, 0.001, 1e-9, 0.123456789, 0.009706285352607445, 46.41588833612778, 1e22];
    expect(given.map(settingNumber)).to.deep.equal([
      '0',
      '0.001',
      '1e-9',
      '0.123456789',
      '0.009706',
      '46.42',
      '1e+22',
    ]);
  });

  it('keep their symbol, unit and error on a page’s line', () => {
    expect(unbroken('λ 1 and η 2: 41 % ± 1.5, 2 points')).to.equal(
      'λ\u00a01 and η\u00a02: 41\u00a0%\u00a0±\u00a01.5, 2\u00a0points',
    );
  });

  it('have one form each', () => {
    expect(percent(0.3913)).to.equal('39.13 %');
    expect(nats(1.972245)).to.equal('1.972');
    expect([0.04, 9.94, 9.96, 59.4, 59.6, 185].map(duration)).to.deep.equal([
      '0.0 s',
      '9.9 s',
      '10 s',
      '59 s',
      '1 min 00 s',
      '3 min 05 s',
    ]);
  });
});

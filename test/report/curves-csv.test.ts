import { expect } from 'chai';
import { curvesCsv } from '../../src/report/storage/curves-csv';
import { historyOf, runOf } from '../support/reported-run';

const HEADER =
  'run,lambda,eta,seed,epoch,train_loss,train_cost,train_accuracy,' +
  'validation_loss,validation_cost,validation_accuracy';

describe('curvesCsv', () => {
  it('has a header, then a row an epoch of each run', () => {
    const first = runOf({
      costs: [2, 1.5],
      validationLosses: [2.25, 1.75],
      accuracies: [0.5, 0.25],
    });
    const second = runOf({ costs: [1], validationLosses: [4] }, { configuration: 3, lambda: 0.1 });
    expect(curvesCsv([first, second]).split('\n')).to.deep.equal([
      HEADER,
      '2,0,0.001,42,1,2,2,0.5,2.25,2.25,0.25',
      '2,0,0.001,42,2,1.5,1.5,0.5,1.75,1.75,0.25',
      '3,0.1,0.001,42,1,1,1,0.4,4,4,0.39',
      '',
    ]);
  });

  it('tells losses from costs, in training and in validation', () => {
    const [epoch] = historyOf({ costs: [1] });
    const train = { loss: 1.5, cost: 2.5, accuracy: 0.75 };
    const validation = { loss: 3.5, cost: 4.5, accuracy: 0.25 };
    const run = runOf({ costs: [] }, { history: [{ ...epoch, train, validation }] });
    expect(curvesCsv([run])).to.include('\n2,0,0.001,42,1,1.5,2.5,0.75,3.5,4.5,0.25\n');
  });

  it('has every digit of a number', () => {
    const third = 1 / 3;
    const cells = curvesCsv([runOf({ costs: [third, 0.1 + 0.2, 1e-9] })])
      .split('\n')
      .slice(1, -1)
      .map((row) => row.split(',')[6]);
    expect(cells.map(Number)).to.deep.equal([third, 0.1 + 0.2, 1e-9]);
  });

  it('has what is not finite as NaN and Infinity', () => {
    const csv = curvesCsv([runOf({ costs: [NaN, 2], validationLosses: [Infinity, 3] })]);
    expect(csv).to.include(',1,NaN,NaN,0.4,Infinity,Infinity,0.39\n');
  });

  it('quotes the names of runs that have commas', () => {
    const own = runOf({ costs: [1] }, { configuration: null, lambda: 0.05 });
    const [, row] = curvesCsv([own]).split('\n');
    expect(row).to.match(/^"λ 0\.05, η 0\.001",0\.05,0\.001,42,1,/);
    const seeds = curvesCsv([7, 8].map((seed) => runOf({ costs: [1] }, { seed })));
    expect(seeds).to.match(/\n"2, seed 7",0,0\.001,7,1,.*\n"2, seed 8",0,0\.001,8,1,/);
  });

  it('has the header alone of runs without an epoch', () => {
    expect(curvesCsv([runOf({ costs: [] })])).to.equal(`${HEADER}\n`);
    expect(curvesCsv([])).to.equal(`${HEADER}\n`);
  });
});

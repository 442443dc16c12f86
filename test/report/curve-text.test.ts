import { expect } from 'chai';
import { curveText } from '../../src/report';
import { historyOf } from '../support/reported-run';

/** Losses that fall from 2 to 1. */
const falling = (epochs: number) => Array.from({ length: epochs }, (_, i) => 2 - i / (epochs - 1));
const curve = (costs: readonly number[], columns = 80, coloured = false) =>
  curveText(
    historyOf({ costs, validationLosses: costs.map((cost) => cost + 0.5) }),
    columns,
    coloured,
  );
const linesOf = (text: string | null) => text!.split('\n');
const ESCAPE = '\u001b';

describe('curveText', () => {
  it('is nothing before there are two epochs with finite losses', () => {
    for (const costs of [[], [2], [NaN, 2], [Infinity, 2, NaN]]) expect(curve(costs)).to.be.null;
    expect(curve([2, 1])).to.be.a('string');
    const broken = historyOf({ costs: [2, 1], validationLosses: [2, NaN] });
    expect(curveText(broken, 80, false)).to.be.null;
    const lost = historyOf({ costs: [2, NaN], validationLosses: [2, 1] });
    expect(curveText(lost, 80, false)).to.be.null;
  });

  it('names the first and the last epoch that it shows', () => {
    expect(linesOf(curve(falling(40))).at(-1)).to.match(/ epochs 1 to 40$/);
    expect(linesOf(curve(falling(200))).at(-1)).to.match(/ epochs 1 to 200$/);
    expect(linesOf(curve([NaN, 3, 2, Infinity])).at(-1)).to.match(/ epochs 2 to 3$/);
  });

  it('goes from the highest loss of both sets to the lowest', () => {
    const [first, ...rest] = linesOf(curve(falling(40)));
    expect(first.trim()).to.match(/^2\.500 /);
    expect(rest).to.have.length.within(6, 8);
    expect(rest.at(-2)!.trim()).to.match(/^1\.000 /);
  });

  it('has a column an epoch where there is room for all', () => {
    const width = (epochs: number) =>
      Math.max(
        ...linesOf(curve(falling(epochs)))
          .slice(0, -1)
          .map((line) => line.length),
      );
    expect(width(41) - width(40)).to.equal(1);
    expect(width(68) - width(40)).to.equal(28);
    expect(width(69)).to.equal(width(68));
  });

  it('is no wider than the terminal, and says what it shows in a line', () => {
    for (const columns of [60, 80, 132]) {
      const lines = linesOf(curve(falling(500), columns));
      for (const line of lines) expect(line.length, line).to.be.at.most(columns);
      expect(lines.at(-1)).to.include('loss: training ──, validation ══');
    }
  });

  it('has curves no wider than a narrow terminal', () => {
    for (const columns of [14, 20, 40]) {
      const lines = linesOf(curve(falling(500), columns));
      for (const line of lines) expect(line.length, line).to.be.at.most(columns);
    }
  });

  it('is a line where losses hardly change', () => {
    for (const losses of [
      [0.6931471805599453, 0.6931471805599454],
      [1.234, 1.234],
      [0, 5e-324],
    ]) {
      const lines = linesOf(
        curveText(historyOf({ costs: losses, validationLosses: losses }), 80, false),
      );
      expect(lines).to.have.length.within(7, 9);
      expect(lines.join()).to.include(losses[0].toFixed(3));
    }
  });

  it('keeps the last epoch where it leaves out others', () => {
    const late = [...new Array<number>(99).fill(1), 9];
    expect(curve(late, 30)).to.include('9.500');
    expect(curve(late.toReversed(), 30)).to.include('9.500');
  });

  it('draws its curves with different signs, in ASCII too', () => {
    for (const [isUnicode, training, validation] of [
      [true, /[─│╰╭╮╯]/, /[═║╚╔╗╝]/],
      [false, /[-`.]/, /[=#]/],
    ] as const) {
      const history = historyOf({
        costs: falling(20),
        validationLosses: falling(20).map((x) => x + 1),
      });
      const rows = curveText(history, 80, false, isUnicode)!.split('\n').slice(0, -1);
      const drawn = rows.map((row) => row.slice(10));
      const [upper, lower] = [drawn.slice(0, 3).join(''), drawn.slice(-3).join('')];
      expect(upper).to.match(validation).and.not.match(training);
      expect(lower).to.match(training).and.not.match(validation);
    }
  });

  it('has colours only when asked: training blue, validation yellow', () => {
    expect(curve(falling(10))).to.not.include(ESCAPE);
    const coloured = curve(falling(10), 80, true)!;
    const [upper, lower] = [linesOf(coloured)[0], linesOf(coloured).at(-2)!];
    expect(upper).to.include(`${ESCAPE}[33m`).and.not.include(`${ESCAPE}[34m`);
    expect(lower).to.include(`${ESCAPE}[34m`).and.not.include(`${ESCAPE}[33m`);
    expect(coloured).to.match(/training .\[34m──.\[0m, validation .\[33m══/);
  });
});

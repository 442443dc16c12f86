import { expect } from 'chai';
import { finish } from '../../src/tasks';
import {
  describingPreparation,
  fittingPreparation,
  type Cell,
  type PreparationOptions,
  type Table,
} from '../../src/tables';
import { allRows, tableOf } from '../support/tables';

const cycle = (n: number, ...cells: Cell[]): Cell[] =>
  Array.from({ length: n }, (_, i) => cells[i % cells.length]);

function described(table: Table, options: PreparationOptions = {}): string[] {
  const preparation = finish(fittingPreparation(table, allRows(table), options));
  return finish(describingPreparation(table, preparation));
}

describe('the description of a table', () => {
  it('says kinds, what is left out and why, and what is missing', () => {
    const n = 1200;
    const table = tableOf({
      id: [...Array(n).keys()],
      age: cycle(n, 31, 47.5, null, 28, 66),
      height: cycle(n, 4294967295, 2, 3),
      colour: cycle(n, 'red', 'green', 'blue'),
      farbe: cycle(n, 'rot', 'grün', 'blau'),
      member: cycle(n, 'yes', 'no', 'no', null),
      when: cycle(n, '2021-03-04', '2021-03-05'),
      note: cycle(n, null),
      unit: cycle(n, 'cm'),
      place: cycle(n, 1, 2),
      paid: cycle(n, '03/04/2021', '12/24/2021'),
      label: cycle(n, 'a', 'b', 'c', 'd', 'e', 'f', 'g'),
    });
    expect(described(table, { without: ['place'] })).to.deep.equal([
      '6 columns as 13 features; numbers: age, height; no or yes: member; categories: colour, paid; dates: when',
      'missing values in age (240), member (300)',
      'left out: id (numbers or names the rows); farbe (the same as colour); note (empty); unit (one value in all rows); place (as asked)',
      'taken for texts: paid (03/04/2021 may mean two days: write dates as 2021-03-04)',
    ]);
  });

  it('names a column that is the label by other names, and none that is not', () => {
    const n = 30;
    const table = tableOf({
      target: cycle(n, 0, 1, 2),
      width: cycle(n, 1, 2, 3, 1, 2, 4),
      wide: cycle(n, 'no', 'yes', 'yes'),
      species: cycle(n, 'setosa', 'virginica', 'versicolor'),
    });
    expect(described(table).at(-1)).to.equal(
      'the label by other names: target (leave it out, unless known before the label)',
    );
    expect(described(table, { without: ['target'] })).to.have.length(2);
  });
});

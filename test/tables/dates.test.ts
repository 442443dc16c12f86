import { expect } from 'chai';
import { isAmbiguousDate, momentOf, partOf } from '../../src/tables/dates';

describe('dates in tables', () => {
  const day = '2021-03-04T00:00:00.000Z';
  const time = '2021-03-04T05:06:07.000Z';
  const cases: [text: string, moment: string | null][] = [
    ['2021-03-04', day],
    ['2021/03/04', day],
    ['2021.3.4', day],
    ['04.03.2021', day],
    ['4.3.2021', day],
    ['2021-03-04T05:06:07Z', time],
    ['2021-03-04t05:06:07z', time],
    ['2021-03-04 05:06:07', time],
    ['2021-03-04 05:06:07 UTC', time],
    ['04.03.2021 5:06:07', time],
    ['2021-03-04T07:06:07+02:00', time],
    ['2021-03-04T00:36:07-0430', time],
    ['2021-03-04 04:06:07-01', time],
    ['2021-03-04T05:06', '2021-03-04T05:06:00.000Z'],
    ['2021-03-04T05:06:07.089', '2021-03-04T05:06:07.089Z'],
    ['2021-03-04T05:06:07,5Z', '2021-03-04T05:06:07.500Z'],
    ['2020-02-29', '2020-02-29T00:00:00.000Z'],
    ['0044-03-15', '0044-03-15T00:00:00.000Z'],
    ['2021-02-29', null],
    ['2021-13-01', null],
    ['2021-00-01', null],
    ['31.04.2021', null],
    ['2021-03/04', null],
    ['2021-03', null],
    ['20210304', null],
    ['03/04/2021', null],
    ['03-04-2021', null],
    ['04.03.21', null],
    ['2021-03-04T24:00', null],
    ['2021-03-04T05:60', null],
    ['2021-03-04T05', null],
    ['2021-03-04 noon', null],
    ['v2021-03-04', null],
  ];
  for (const [text, moment] of cases) {
    it(`${text} is ${moment ?? 'none'}`, () => {
      const found = momentOf(text);
      expect(Number.isNaN(found) ? null : new Date(found).toISOString()).to.equal(moment);
    });
  }

  it('have parts', () => {
    const moment = momentOf('2021-03-07T18:00Z');
    const parts = ['day', 'year', 'month', 'day of month', 'weekday', 'hour'] as const;
    expect(parts.map((part) => partOf(moment, part))).to.deep.equal([18693.75, 2021, 3, 7, 7, 18]);
    expect(partOf(momentOf('1969-12-29'), 'weekday')).to.equal(1);
    expect(partOf(momentOf('1969-12-31T12:00'), 'day')).to.equal(-0.5);
  });

  it('are told from those that may be two days', () => {
    expect(['03/04/2021', '3-4-21', '12/24/2021 05:06'].every(isAmbiguousDate)).to.equal(true);
    expect(['2021-03-04', '04.03.2021', '3/4', '03/04-2021'].some(isAmbiguousDate)).to.equal(false);
  });
});

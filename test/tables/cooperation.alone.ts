import { expect } from 'chai';
import {
  describingPreparation,
  encodingTable,
  fittingPreparation,
  type Table,
  type TableColumn,
} from '../../src/tables';
import { TaskRunner } from '../../src/tasks';
import { leastLateness } from '../support/lateness';
import { allRows } from '../support/tables';

/** By how much a timer may be late, in milliseconds. */
const LATEST = 50;

/** Rows of a large table. */
const ROWS = 400_000;

/** Numbers of any order, each below 1. */
const scattered = (i: number, seed: number): number =>
  (Math.imul(i ^ seed, 2_654_435_761) >>> 0) / 2 ** 32;

function numbers(name: string, number: (i: number) => number): TableColumn {
  return {
    name,
    content: { kind: 'numbers', values: Float64Array.from({ length: ROWS }, (_, i) => number(i)) },
  };
}

function texts(name: string, all: string[]): TableColumn {
  const codes = Uint32Array.from({ length: ROWS }, (_, i) => scattered(i, 7) * all.length);
  return { name, content: { kind: 'texts', texts: all, codes } };
}

describe('a large table', () => {
  const days = Array.from({ length: 100_000 }, (_, i) => new Date(i * 9e6).toISOString());
  const table: Table = {
    where: 'large.csv',
    rows: ROWS,
    columns: [
      ...Array.from({ length: 8 }, (_, j) => numbers(`x${j}`, (i) => scattered(i, j))),
      numbers('id', (i) => i),
      texts('day', days),
      texts(
        'user',
        Array.from({ length: 60_000 }, (_, i) => `u${i}`),
      ),
      texts('label', ['a', 'b', 'c']),
    ],
  };

  it(`holds no timer up by more than ${LATEST} ms while it becomes features`, async function () {
    this.timeout(300_000);
    const rows = allRows(table);
    const least = await leastLateness(async () => {
      const runner = new TaskRunner();
      const preparation = await runner.run(fittingPreparation(table, rows));
      expect(preparation.columns).to.have.length(9);
      await runner.run(describingPreparation(table, preparation));
      await runner.run(encodingTable(preparation, table, rows));
    }, LATEST);
    expect(least).to.be.at.most(LATEST);
  });
});

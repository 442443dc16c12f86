import { expect } from 'chai';
import fc from 'fast-check';
import { finish } from '../../src/tasks';
import {
  encodeRecord,
  encodingTable,
  fittingPreparation,
  type Cell,
  type Preparation,
  type PreparationOptions,
  type Table,
} from '../../src/tables';
import { rejection } from '../support/rejection';
import { allRows, tableOf, tableOfColumns } from '../support/tables';

const fit = (table: Table, options: PreparationOptions = {}, rows = allRows(table)): Preparation =>
  finish(fittingPreparation(table, rows, options));

/** Repeats cells until there are n. */
const cycle = (n: number, ...cells: Cell[]): Cell[] =>
  Array.from({ length: n }, (_, i) => cells[i % cells.length]);

const label = cycle(24, 'a', 'b');

/** What a column of 24 rows becomes: what was learnt of it, or why it is left out. */
function learnt(cells: readonly Cell[], options: PreparationOptions = {}, name = 'x'): unknown {
  const table = tableOf({ [name]: cells, other: cycle(24, 1, 2, 3, 4, 5), label });
  const { columns, omitted } = fit(table, options);
  const found = [...columns, ...omitted].find((one) => one.name === name);
  expect(found, name).not.to.equal(undefined);
  return Object.fromEntries(Object.entries(found ?? {}).filter(([key]) => key !== 'name'));
}

describe('what is learnt of a column:', () => {
  const number = { kind: 'number', canMiss: false };
  const boolean = { kind: 'boolean', canMiss: false };
  const category = { kind: 'category', hasOther: false, canMiss: false };
  const date = { kind: 'date', canMiss: false };
  const cases: [string, Cell[], unknown, PreparationOptions?][] = [
    ['numbers', cycle(24, 1, 2, 3.5), { ...number, median: 2 }],
    ['the mean of two as their median', cycle(24, 1, 2), { ...number, median: 1.5 }],
    ['numbers as texts', cycle(24, '1', ' 2', '3.5e0'), { ...number, median: 2 }],
    ['missing numbers', cycle(24, 1, null, 'NA', 4), { kind: 'number', median: 2.5, canMiss: true }],
    ['booleans of JSON', cycle(24, true, false, true), { ...boolean, no: 'false', yes: 'true', median: 1 }],
    ['yes and no in any case', cycle(24, 'Yes', 'NO', 'no'), { ...boolean, no: 'NO', yes: 'Yes', median: 0 }],
    ['y and n', cycle(24, 'y', 'n'), { ...boolean, no: 'n', yes: 'y', median: 0 }],
    ['yes, no and more', cycle(24, 'yes', 'no', 'perhaps'), { ...category, categories: ['no', 'perhaps', 'yes'] }],
    ['a handful of codes', [...cycle(22, 1, 2, 3), 'U', 'U'], { ...category, categories: ['1', '2', '3', 'U'] }],
    ['a handful of codes and a rare one', [...cycle(23, 1, 2, 3), 'U'], { ...category, categories: ['1', '2', '3'], hasOther: true }],
    ['two other texts', cycle(24, 'y', 'm'), { ...category, categories: ['m', 'y'] }],
    ['categories in the order of code units', cycle(24, 'b', 'ä', 'B'), { ...category, categories: ['B', 'b', 'ä'] }],
    ['numbers that are names', cycle(24, '007', '008'), { ...category, categories: ['007', '008'] }],
    ['numbers beside texts', cycle(24, 1, 'x'), { ...category, categories: ['1', 'x'] }],
    ['numbers that are said to be categories', cycle(24, 10115, 7), { ...category, categories: ['10115', '7'] }, { categories: ['x'] }],
    ['rare categories together', [...cycle(22, 'a', 'b'), 'c', 'd'], { ...category, categories: ['a', 'b'], hasOther: true }],
    ['missing categories', cycle(24, 'a', 'b', null), { ...category, categories: ['a', 'b'], canMiss: true }],
    ['dates', cycle(24, '2021-03-04', '2021/03/06', '05.03.2021'), { ...date, parts: ['day', 'day of month', 'weekday'], medians: [18691, 5, 5] }],
    ['times', cycle(24, '2021-03-04T05:00:00Z', '2021-03-04 07:00'), { ...date, parts: ['day', 'hour'], medians: [18690.25, 6] }],
    ['missing dates', cycle(24, '2021-03-04', null), { kind: 'date', parts: [], medians: [], canMiss: true }],
    ['days that may be months', cycle(24, '03/04/2021', '04/03/2021'), { ...category, categories: ['03/04/2021', '04/03/2021'] }],
    ['days that there are not', cycle(24, '2021-02-30', '2021-02-31'), { ...category, categories: ['2021-02-30', '2021-02-31'] }],
    ['nothing', cycle(24, null, ''), { why: 'empty' }],
    ['a constant', cycle(24, 7), { why: 'constant' }],
    ['a constant text', cycle(24, 'x'), { why: 'constant' }],
    ['a constant date', cycle(24, '2021-03-04'), { why: 'constant' }],
    ['a column left out', cycle(24, 1, 2), { why: 'asked' }, { without: ['x'] }],
    ['a column not taken', cycle(24, 1, 2), { why: 'asked' }, { only: ['other'] }],
    ['consecutive integers', cycle(24, ...Array(24).keys()), { why: 'identifier' }],
    ['integers that a split has left', cycle(24, ...[...Array(24).keys()].map((i) => 2 * i)), { why: 'identifier' }],
    ['different integers', cycle(24, ...[...Array(24).keys()].map((i) => 3 * i)), { ...number, median: 34.5 }],
    ['different texts', cycle(24, ...[...Array(24).keys()].map((i) => `u${i}`)), { why: 'identifier' }],
    ['texts that seldom repeat', cycle(24, 'u', ...[...Array(22).keys()].map((i) => `u${i}`)), { why: 'too many different texts' }],
  ]; // prettier-ignore
  for (const [title, cells, expected, options] of cases) {
    it(title, () => expect(learnt(cells, options)).to.deep.equal(expected));
  }

  it('an index by its name, if its numbers differ; none that is asked for', () => {
    const ids = cycle(24, ...[...Array(24).keys()].map((i) => 97 * i));
    expect(learnt(ids, {}, 'Id')).to.deep.equal({ why: 'identifier' });
    expect(learnt(ids, { only: ['Id'] }, 'Id')).to.have.property('kind', 'number');
    expect(learnt(cycle(24, 1, 2, 3), {}, 'Id')).to.have.property('kind', 'number');
  });

  it('the 256 most frequent categories', () => {
    const cells = Array.from({ length: 3 * 300 }, (_, i) => `u${i % 300}`);
    const table = tableOf({ x: [...cells, 'u299', 'u298'], label: cycle(902, 'a', 'b') });
    const [column] = fit(table).columns;
    expect(column).to.include({ kind: 'category', hasOther: true });
    const { categories } = column as unknown as { categories: string[] };
    expect(categories).to.have.length(256).and.include.members(['u299', 'u298', 'u0']);
    expect(categories).not.to.include('u99');
  });

  it('that it equals one before: categories and booleans by other names too', () => {
    const n = 24;
    const table = tableOf({
      one: cycle(n, 0, 2, null),
      two: cycle(n, '-0.0', '2', 'NA'),
      twice: cycle(n, 2, 4, null),
      colour: cycle(n, 'red', 'green', null),
      farbe: cycle(n, 'rot', 'grün', ''),
      isRed: cycle(n, 'yes', 'no', null),
      when: cycle(n, '2021-03-04', '2021-03-05'),
      wann: cycle(n, '04.03.2021', '05.03.2021'),
      later: cycle(n, '2021-03-05', '2021-03-06'),
      label,
    });
    const { columns, omitted } = fit(table);
    const names = columns.map(({ name }) => name);
    expect(names).to.deep.equal(['one', 'twice', 'colour', 'when', 'later']);
    expect(omitted).to.deep.equal([
      { name: 'two', why: 'duplicate', of: 'one' },
      { name: 'farbe', why: 'duplicate', of: 'colour' },
      { name: 'isRed', why: 'duplicate', of: 'colour' },
      { name: 'wann', why: 'duplicate', of: 'when' },
    ]);
  });

  it('that it equals none before of the same hash', () => {
    const words = (own: Float64Array): Uint32Array => new Uint32Array(own.buffer);
    const first = Float64Array.of(1.25, 2.5);
    const second = Float64Array.of(1.5, 0);
    // FNV-1a after a number, of its lower and its higher word.
    const states = (own: Float64Array): [number, number] => {
      const low = Math.imul(0x811c9dc5 ^ words(own)[0], 0x01000193);
      return [low, Math.imul(0x811c9dc5 ^ words(own)[1] ^ (low >>> 15), 0x01000193)];
    };
    const [before, after] = [states(first), states(second)];
    for (const w of [0, 1]) words(second)[2 + w] = words(first)[2 + w] ^ before[w] ^ after[w];
    const table = tableOf({ x: cycle(24, ...first), y: cycle(24, ...second), label });
    expect(fit(table).omitted).to.deep.equal([]);
    expect(second[1]).to.satisfy(Number.isFinite);
  });

  it('of more different values than are kept', async () => {
    const many = 70_000;
    const others = { other: cycle(many + 1, 1, 2), label: cycle(many + 1, 'a', 'b') };
    const numbers: Cell[] = Array.from({ length: many }, (_, i) => i / 8);
    const mistyped = tableOf({ x: [...numbers, 'old'], ...others });
    const message = await rejection(() => Promise.resolve().then(() => fit(mistyped)), 'DATA_INVALID'); // prettier-ignore
    expect(message).to.match(/^data.csv: row 70001, column "x": expected a number, .* got "old"/);
    const texts = numbers.map((number, i) => (i % 2 === 0 ? 'often' : `u${number}`));
    const names = tableOf({ x: [...texts, null, ...texts], other: cycle(2 * many + 1, 1, 2), label: cycle(2 * many + 1, 'a', 'b') }); // prettier-ignore
    const preparation = fit(names);
    expect(preparation.columns[0]).to.deep.equal({ kind: 'category', name: 'x', categories: ['often'], hasOther: true, canMiss: true }); // prettier-ignore
    const wide = tableOf({ x: numbers.map((number) => `w${number}`), other: cycle(many, 1) });
    const { X, unknown } = finish(encodingTable(preparation, wide));
    expect([...X.slice(-4)]).to.deep.equal([0, 1, 0, 1]);
    expect([...unknown]).to.deep.equal([['x', many]]);
  });

  it('is learnt of the training rows alone', () => {
    const cell = fc.constantFrom<Cell>(1, 2, 'x', 'y', null, '2021-03-04', true, 1e300);
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(rows, (others) => {
        const known = cycle(24, 1, 2, 'x', null);
        const first = cycle(24, 'p', 'q', 'r', null);
        const second = cycle(24, 3, 4, 7, null);
        const column = (own: Cell[], j: number): Cell[] => [...own, ...others.map((row) => row[j])];
        const table = tableOf({
          known: column(known, 0),
          first: column(first, 1),
          second: column(second, 2),
          label: cycle(32, 'a', 'b'),
        });
        const training = Uint32Array.from({ length: 24 }, (_, i) => i);
        const alone = tableOf({ known, first, second, label });
        expect(fit(table, {}, training)).to.deep.equal(fit(alone));
      }),
    );
  });
});

const n = 24;
const COLUMNS: Readonly<Record<string, Cell[]>> = {
  age: cycle(n, 31, 47.5, null, 28, 66),
  colour: [...cycle(n - 1, 'red', 'green', null), 'mauve'],
  place: cycle(n, 'Köln', 'Bonn', 'Bonn', 'Bonn'),
  member: cycle(n, 'Yes', 'no', 'no', null, 'no'),
  when: cycle(n, '2021-03-04', '2022-12-24T18:30:00+01:00', null, '1.1.1970'),
  code: cycle(n, 10115, 50667, 7),
  label,
};
const TABLE = tableOf(COLUMNS);
const PREPARATION = fit(TABLE, { categories: ['code'] });

describe('the features of a table', () => {
  const encode = (table: Table, preparation = PREPARATION) => finish(encodingTable(preparation, table)); // prettier-ignore
  const rowOf = (columns: Record<string, Cell>): Table =>
    tableOfColumns(Object.entries(columns).map(([name, cell]) => [name, [cell]]));

  it('have names, and are 0 and 1, numbers, and parts of dates', () => {
    const row = { age: 40, colour: null, place: 'Bonn', member: 'YES', when: '24.12.2020 06:00', code: 7 }; // prettier-ignore
    const { X, featureNames, unknown, missing } = encode(rowOf(row));
    const features = Object.fromEntries(featureNames.map((name, j) => [name, X[j]]));
    expect(features).to.deep.equal({
      age: 40,
      'age missing': 0,
      'colour = green': 0,
      'colour = red': 0,
      'colour = other': 0,
      'colour missing': 1,
      'place = Bonn': 1,
      'place = Köln': 0,
      member: 1,
      'member missing': 0,
      'when: day': 18620.25,
      'when: year': 2020,
      'when: month': 12,
      'when: day of month': 24,
      'when: weekday': 4,
      'when: hour': 6,
      'when missing': 0,
      'code = 10115': 0,
      'code = 50667': 0,
      'code = 7': 1,
    });
    expect([...unknown, ...missing]).to.deep.equal([]);
  });

  it('have each name once', () => {
    const x = [...cycle(22, 'other', 'red'), 'blue', 'green'];
    const preparation = fit(tableOf({ x, 'x = red': cycle(24, 1, 2, 3), label }));
    const names = ['x = other', 'x = red', 'x = other (2)', 'x = red (2)'];
    expect(encode(tableOf({ x: ['red'], 'x = red': [1] }), preparation).featureNames).to.deep.equal(names); // prettier-ignore
  });

  it('say what is unknown, and what is missing that never was', () => {
    const row = { age: null, colour: 'pink', place: null, member: null, when: null, code: 8 };
    const { X, featureNames, unknown, missing } = encode(rowOf(row));
    const of = (name: string): number => X[featureNames.indexOf(name)];
    expect([of('age'), of('age missing'), of('colour = other'), of('member')]).to.deep.equal([31, 1, 1, 0]); // prettier-ignore
    expect([of('place = Bonn'), of('place = Köln'), of('code = 7')]).to.deep.equal([0, 0, 0]);
    expect([of('when missing'), of('when: year')]).to.deep.equal([1, 2021]);
    expect([...unknown]).to.deep.equal([['colour', 1], ['code', 1]]); // prettier-ignore
    expect([...missing]).to.deep.equal([['place', 1]]);
  });

  const cells = {
    age: fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(null, '17', ' 1e3 ', '')), // prettier-ignore
    colour: fc.oneof(fc.constantFrom<Cell[]>('red', 'green', null, 'mauve', 3, true), fc.string()),
    place: fc.constantFrom<Cell>('Köln', 'Bonn', null, 'Rom'),
    member: fc.constantFrom<Cell>('Yes', 'yes', 'NO', null, 'NA'),
    when: fc.oneof(fc.date({ noInvalidDate: true, min: new Date('0001-01-01'), max: new Date('9999-12-31') }).map((date) => date.toISOString()), fc.constantFrom(null, '2021-03-04', '4.3.2021')), // prettier-ignore
    code: fc.constantFrom<Cell>(10115, '10115', '7.0', 8, null, 'x'),
  };
  const someRows = fc.array(fc.record<Record<string, Cell>>(cells), { minLength: 1, maxLength: 9 });
  const tableOfRows = (rows: readonly Record<string, Cell>[], names: readonly string[]): Table =>
    tableOfColumns(names.map((name) => [name, rows.map((row) => row[name])]));

  it('are those of its records, whatever the order of columns and the rows beside, and finite', () => {
    fc.assert(
      fc.property(someRows, fc.shuffledSubarray(Object.keys(cells), { minLength: 6 }), (rows, names) => {
        const { X } = encode(tableOfRows(rows, names));
        expect(X.every((x) => Number.isFinite(x))).to.equal(true);
        expect([...X]).to.deep.equal(rows.flatMap((row) => [...encodeRecord(PREPARATION, row)]));
        expect(encode(tableOfRows(rows, Object.keys(cells))).X).to.deep.equal(X);
        const chosen = Uint32Array.of(rows.length - 1, 0);
        const { X: some } = finish(encodingTable(PREPARATION, tableOfRows(rows, names), chosen));
        const d = some.length / 2;
        expect(some).to.deep.equal(Float64Array.of(...X.slice(-d), ...X.slice(0, d)));
      }),
    ); // prettier-ignore
  });

  it('take records with what is missing in any form, dates and big integers', () => {
    const whole = { age: null, colour: null, place: 'Bonn', member: null, when: null, code: 7 };
    const some = { age: NaN, colour: '', place: 'Bonn', member: undefined, code: 7n };
    expect(encodeRecord(PREPARATION, some)).to.deep.equal(encodeRecord(PREPARATION, whole));
    const when = new Date('2021-03-04T05:06:07.089Z');
    const texts = { place: 'Bonn', when: when.toISOString() };
    expect(encodeRecord(PREPARATION, { place: 'Bonn', when })).to.deep.equal(encodeRecord(PREPARATION, texts)); // prettier-ignore
  });
});

describe('a table that is refused', () => {
  const refusal = (run: () => unknown): Promise<string> =>
    rejection(() => Promise.resolve().then(run), 'DATA_INVALID');
  const others = { label };

  it('names file, row and column of a cell', async () => {
    const table = (own: Record<string, Cell[]>, where = 'data.csv') =>
      tableOf({ ...COLUMNS, ...own }, where);
    const withOdd = (name: string, cell: Cell) =>
      table({ [name]: COLUMNS[name].with(11, cell) }, 'new.csv');
    const encode = (odd: Table) => finish(encodingTable(PREPARATION, odd));
    expect(await refusal(() => encode(withOdd('age', 'old')))).to.equal(
      'new.csv: row 12, column "age": expected a number, got "old"',
    );
    expect(await refusal(() => encode(withOdd('age', 1 / 0)))).to.match(/expected a finite number, got Infinity$/); // prettier-ignore
    expect(await refusal(() => encode(withOdd('member', 'perhaps')))).to.match(
      /row 12, column "member": expected "no" or "Yes", got "perhaps"$/,
    );
    expect(await refusal(() => encode(withOdd('when', '03/04/2021')))).to.match(
      /row 12, column "when": expected a date as 2021-03-04 .*, got "03\/04\/2021"$/,
    );
    const lines = { ...withOdd('age', 'old'), placeOf: (row: number) => `line ${row + 2}` };
    expect(await refusal(() => encode(lines))).to.match(/^new.csv: line 13, column "age"/);
    const ages = [...Array(n).keys()].map((i): Cell => 3 * i);
    const mistyped = table({ age: ages.with(11, 'old') }, 'new.csv');
    expect(await refusal(() => fit(mistyped))).to.equal(
      'new.csv: row 12, column "age": expected a number, as nearly all others of the column are, got "old": correct it, leave the cell empty if it means a missing value, leave the column out, or name it in categories',
    );
    expect(await refusal(() => fit(withOdd('age', -1 / 0)))).to.match(/expected a finite number, got -Infinity$/); // prettier-ignore
  });

  it('names missing values where they are refused', async () => {
    expect(await refusal(() => fit(TABLE, { missing: 'error' }))).to.equal(
      'data.csv: row 3, column "age": expected a value, got none',
    );
    const x = cycle(n, 1, 2, 3);
    const strict = fit(tableOf({ x, ...others }), { missing: 'error' });
    const odd = tableOf({ x: [1, null] });
    expect(await refusal(() => finish(encodingTable(strict, odd)))).to.equal(
      'data.csv: row 2, column "x": expected a value, got none',
    );
    expect(() => encodeRecord(strict, { x: null })).to.throw(TypeError, 'record: column "x": expected a value, got none'); // prettier-ignore
  });

  it('names columns that are missing, or there twice, or left', async () => {
    const odd = tableOf({ x: [1], y: [2] });
    expect(await refusal(() => finish(encodingTable(PREPARATION, odd)))).to.match(
      /^data.csv: expected columns "age", .*, got "x", "y"$/,
    );
    expect(await refusal(() => fit(TABLE, { without: ['agee'] }))).to.match(
      /expected a column to leave out "agee", got "age", "colour", /,
    );
    const twice = tableOfColumns([['x', cycle(n, 1, 2)], ['x', cycle(n, 3, 4, 5)], ['label', label]]); // prettier-ignore
    expect(await refusal(() => fit(twice))).to.match(
      /expected one column "x", got columns 1 and 2/,
    );
    expect(await refusal(() => fit(tableOf({ id: cycle(n, 1), label })))).to.equal(
      'data.csv: expected a column of features, got none that says anything; left out: id (one value in all rows)',
    );
    expect(await refusal(() => fit(TABLE, { label: 'age', only: ['age'] }))).to.match(/than the label, got "age"/); // prettier-ignore
  });

  it('has more features than fit into memory', async () => {
    const huge = { ...TABLE, rows: 2 ** 50 };
    expect(await refusal(() => finish(encodingTable(PREPARATION, huge)))).to.match(
      /expected features that fit into memory, got 1,125,899,906,842,624 rows of 20, which are \d+ GB$/,
    );
  });

  it('has values of records named by their columns', () => {
    const of = (record: unknown) => () => encodeRecord(PREPARATION, record as Record<string, unknown>, 'rows[3]'); // prettier-ignore
    expect(of({ age: 'old' })).to.throw(TypeError, 'rows[3]: column "age": expected a number, got "old"'); // prettier-ignore
    expect(of({ age: [1] })).to.throw(TypeError, 'rows[3]: column "age": expected a number, a text, a boolean, a date or null'); // prettier-ignore
    expect(of({ agee: 1 })).to.throw(TypeError, 'rows[3]: expected values of columns such as age, colour'); // prettier-ignore
    expect(of([1])).to.throw(TypeError, 'rows[3]: expected an object of values by column');
    expect(of(Object.create({ age: 'old' }))).to.throw(TypeError, 'rows[3]: expected values of');
  });

  it('has options that are checked by name', () => {
    const of = (options: unknown) => () => fit(TABLE, options as PreparationOptions);
    expect(of({ lable: 'x' })).to.throw(TypeError, /label/);
    expect(of({ missing: 'drop' })).to.throw(RangeError, 'missing: expected impute or error');
    expect(of({ without: 'age' })).to.throw(TypeError, 'without: expected an array of names');
    expect(of({ only: [1.5] })).to.throw(TypeError, 'only[0]: expected the name of a column');
  });
});

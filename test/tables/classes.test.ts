import { expect } from 'chai';
import { findingClasses, tableOfRecords, type Classes, type LabelledTable } from '../../src/tables';
import { finish } from '../../src/tasks';

const labelled = (
  records: readonly object[],
  label: string | readonly string[] = 'y',
  known: Classes | null = null,
): LabelledTable => finish(findingClasses(finish(tableOfRecords('data', records)), label, known));

const of = (...labels: unknown[]): object[] => labels.map((y, x) => ({ x, y }));

describe('classes of a table', () => {
  for (const [labels, classes, labelType, expected] of [
    [['b', 'a', 'b', 'Ä'], ['a', 'b', 'Ä'], 'string', [1, 0, 1, 2]],
    [[10, 9, 9, -1], ['-1', '9', '10'], 'number', [2, 1, 1, 0]],
    [['3', '17', '3'], ['3', '17'], 'number', [0, 1, 0]],
    [['3', 'x', 4], ['3', '4', 'x'], 'string', [0, 2, 1]],
    [[0.5, 1, 0.5], ['0.5', '1'], 'string', [0, 1, 0]],
    [[true, false, 'TRUE'], ['false', 'true'], 'boolean', [1, 0, 1]],
  ] as const) {
    it(`are ${labelType}s of ${JSON.stringify(labels)}`, () => {
      const found = labelled(of(...labels));
      expect(found).to.deep.include({ classes, labelType, columns: ['y'] });
      expect([...found.labels]).to.deep.equal(expected);
    });
  }

  it('leave rows without a label out', () => {
    const found = labelled(of('a', null, 'b', undefined, '', 'a'));
    expect([...found.rows]).to.deep.equal([0, 2, 5]);
    expect([...found.labels]).to.deep.equal([0, 1, 0]);
  });

  it('are the columns of one-hot labels', () => {
    const records = [
      { a: 0, b: 1 },
      { a: 'true', b: 'false' },
      { a: null, b: null },
      { a: 0, b: 1 },
    ];
    const found = labelled(records, ['b', 'a']);
    expect(found).to.deep.include({ classes: ['b', 'a'], columns: ['b', 'a'] });
    expect([...found.rows]).to.deep.equal([0, 1, 3]);
    expect([...found.labels]).to.deep.equal([0, 1, 0]);
  });

  it('are those of other rows, where they are known', () => {
    const known: Classes = { classes: ['a', 'b', 'c'], labelType: 'string' };
    const found = labelled(of('c', 'a'), 'y', known);
    expect(found).to.deep.include(known);
    expect([...found.labels]).to.deep.equal([2, 0]);
  });

  for (const [records, label, known, message] of [
    [
      of('a', 'a'),
      'y',
      null,
      'data: expected labels of at least 2 classes in column "y", got "a" alone',
    ],
    [of(null, ''), 'y', null, 'data: expected labels in column "y", got none'],
    [of('a', 'b'), 'z', null, 'data: expected a column of labels "z", got "x", "y"'],
    [
      of('a', 'z'),
      'y',
      { classes: ['a', 'b'], labelType: 'string' },
      'data: data[1], column "y": expected one of the classes "a", "b", got "z"',
    ],
    [
      [
        { a: 1, b: 0 },
        { a: 1, b: 1 },
      ],
      ['a', 'b'],
      null,
      'data: data[1]: expected 1 in one of the columns of labels, got it in "a" and "b"',
    ],
    [
      [
        { a: 1, b: 0 },
        { a: 0, b: 0 },
      ],
      ['a', 'b'],
      null,
      'data: data[1]: expected 1 in one of the columns of labels, got none',
    ],
    [[{ a: 1, b: 7 }], ['a', 'b'], null, 'data: data[0], column "b": expected 0 or 1, got 7'],
  ] as const) {
    it(`refuse ${JSON.stringify(records)}`, () => {
      expect(() => labelled(records, label, known)).to.throw(message);
    });
  }
});

describe('a table of records', () => {
  it('has a column for each property, without values where an object lacks it', () => {
    const { columns, rows } = finish(
      tableOfRecords('data', [{ a: 1 }, { b: 'x', a: 2n }, { b: new Date(0), c: true }]),
    );
    expect(rows).to.equal(3);
    expect(columns.map(({ name }) => name)).to.deep.equal(['a', 'b', 'c']);
    const [a, b, c] = columns.map(({ content }) => content);
    expect(a).to.deep.equal({ kind: 'numbers', values: Float64Array.of(1, 2, NaN) });
    expect(b).to.deep.include({ texts: ['x', '1970-01-01T00:00:00.000Z'] });
    expect(c).to.deep.include({ texts: ['true'] });
  });

  it('refuses what is no object of values', () => {
    expect(() => finish(tableOfRecords('data', [{ a: 1 }, [1]]))).to.throw(
      TypeError,
      /^data\[1\]: /,
    );
    expect(() => finish(tableOfRecords('data', [{ a: 1 }, { a: { b: 1 } }]))).to.throw(
      TypeError,
      /^data\[1\]\.a: expected a number, a text, a boolean, a date or null/,
    );
  });
});

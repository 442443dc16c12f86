import { expect } from 'chai';
import {
  assertBoolean,
  assertFinite,
  assertInstance,
  assertInteger,
  assertKnownKeys,
  assertNonNegative,
  assertOneOf,
  assertPositive,
  INVALID_ARGUMENT,
  show,
} from '../../src/errors';

/** Values that are no number, and those that are a poor one. */
const NO_NUMBERS = [undefined, null, '1', true, 1n, [1], { valueOf: () => 1 }, Symbol('1')];
const NOT_FINITE = [NaN, Infinity, -Infinity];

type Assertion = (name: string, value: unknown) => void;

const integer: Assertion = (name, value) => assertInteger(name, value, 1, 9);
const numeric: [string, Assertion, number[], number[]][] = [
  ['assertInteger', integer, [1, 9], [0, 10, 1.5, -1, 2 ** 53]],
  ['assertFinite', assertFinite, [0, -1.5, 1e308], []],
  ['assertNonNegative', assertNonNegative, [0, -0, 1e-300], [-1e-300]],
  ['assertPositive', assertPositive, [1e-300, 7], [0, -1]],
];

for (const [title, assertion, good, poor] of numeric) {
  describe(title, () => {
    it('lets good values pass', () => {
      for (const value of good) expect(() => assertion('x', value)).to.not.throw();
    });

    it('throws a TypeError for what is no number', () => {
      for (const value of NO_NUMBERS) expectArgumentError(() => assertion('x', value), TypeError);
    });

    it('throws a RangeError for other numbers', () => {
      for (const value of [...NOT_FINITE, ...poor]) {
        expectArgumentError(() => assertion('x', value), RangeError);
      }
    });
  });
}

function expectArgumentError(call: () => void, kind: typeof TypeError | typeof RangeError): void {
  expect(call)
    .to.throw(kind, /^x: expected .*, got /)
    .with.property('code', INVALID_ARGUMENT);
}

describe('the other assertions', () => {
  it('name what they expect and what came', () => {
    expect(() => assertBoolean('x', 1)).to.throw(TypeError, 'x: expected true or false, got 1');
    expect(() => assertOneOf('x', 'c', ['a', 'b'])).to.throw(
      RangeError,
      'x: expected a or b, got "c"',
    );
    expect(() => assertOneOf('x', 1, ['a', 'b'])).to.throw(TypeError, 'x: expected a or b, got 1');
    expect(() => assertKnownKeys('x', { b: 1 }, ['a'])).to.throw(
      TypeError,
      'x: expected only the keys a, got "b"',
    );
  });

  it('let good values pass', () => {
    assertBoolean('x', false);
    assertOneOf('x', 'a', ['a', 'b']);
    assertKnownKeys('x', { a: 1 }, ['a', 'b']);
  });
});

describe('assertInteger', () => {
  it('words its range as people would', () => {
    const expected = (minimum: number, maximum?: number): string => {
      try {
        assertInteger('x', NaN, minimum, maximum);
      } catch (error) {
        return (error as Error).message;
      }
      return '';
    };
    expect(expected(0)).to.equal('x: expected a non-negative integer, got NaN');
    expect(expected(1)).to.equal('x: expected a positive integer, got NaN');
    expect(expected(5)).to.equal('x: expected an integer of at least 5, got NaN');
    expect(expected(2, 7)).to.equal('x: expected an integer from 2 to 7, got NaN');
    expect(expected(7, 7)).to.equal('x: expected 7, got NaN');
  });
});

describe('show', () => {
  it('is short, on one line, and never fails', () => {
    const values: unknown[] = [
      null,
      undefined,
      -0,
      'a\nb',
      5n,
      Symbol('s'),
      () => 1,
      [1],
      new Float32Array(2),
    ];
    values.push(Object.create(null) as object);
    expect(values.map(show)).to.deep.equal([
      'null',
      'undefined',
      '0',
      '"a\\nb"',
      '5n',
      'Symbol(s)',
      'a function',
      'an object of type Array',
      'an object of type Float32Array',
      'an object of type Object',
    ]);
    expect(show('x'.repeat(1000))).to.have.length.below(70);
  });
});

describe('assertInstance', () => {
  const assertion: Assertion = (name, value) =>
    assertInstance(name, value, [Uint8Array, Uint16Array]);

  it('lets instances of each class pass, and of their subclasses', () => {
    for (const value of [new Uint8Array(1), new Uint16Array(0), Buffer.alloc(1)])
      expect(() => assertion('x', value)).to.not.throw();
  });

  it('throws a TypeError that names the classes for anything else', () => {
    for (const value of [...NO_NUMBERS, new Uint32Array(1), new ArrayBuffer(1)])
      expectArgumentError(() => assertion('x', value), TypeError);
    expect(() => assertion('x', new Int8Array(1))).to.throw(
      'x: expected a Uint8Array or a Uint16Array, got an object of type Int8Array',
    );
  });
});

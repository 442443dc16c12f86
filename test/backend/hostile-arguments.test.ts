import { expect } from 'chai';
import { selectBackend, type Backend } from '../../src/backend';
import { describeWithAddon, itWithAddon } from '../support/addon';
import { describeEachBackend } from '../support/backends';
import {
  notBooleans,
  notFiniteNumbers,
  notFloatArrays,
  notIntegersFrom,
  type Hostile,
} from '../support/hostile';

type Arguments = Record<(typeof names)[number], unknown>;

// prettier-ignore
const names = ['transA', 'transB', 'm', 'n', 'k', 'alpha', 'a', 'lda', 'b', 'ldb', 'beta', 'c',
  'ldc'] as const;

/** A 2×3 product over 4, in float32: every argument is right, and lda, ldb and ldc are the least. */
const sound = (): Arguments => ({
  transA: false,
  transB: true,
  m: 2,
  n: 3,
  k: 4,
  alpha: 1,
  a: new Float32Array(8),
  lda: 4,
  b: new Float32Array(12),
  ldb: 4,
  beta: 1,
  c: new Float32Array(6).fill(7),
  ldc: 3,
});

const short = (length: number): Hostile => ({
  label: 'an array that is one element short',
  value: new Float32Array(length),
  error: RangeError,
});
const beyondFloat32 = [1e39, -1e300].map((value): Hostile => {
  return { label: `${value}, infinite in float32`, value, error: RangeError };
});
const otherDtype: Hostile = {
  label: 'an array of another dtype',
  value: new Float64Array(16),
  error: TypeError,
};

const table: Record<(typeof names)[number], Hostile[]> = {
  transA: notBooleans,
  transB: notBooleans,
  m: notIntegersFrom(0),
  n: notIntegersFrom(0),
  k: notIntegersFrom(0),
  alpha: [...notFiniteNumbers, ...beyondFloat32],
  a: [...notFloatArrays, short(7)],
  lda: notIntegersFrom(4),
  b: [...notFloatArrays, short(11), otherDtype],
  ldb: notIntegersFrom(4),
  beta: [...notFiniteNumbers, ...beyondFloat32],
  c: [...notFloatArrays, short(5), otherDtype],
  ldc: notIntegersFrom(3),
};

function call(backend: Pick<Backend, 'gemm'>, args: Arguments): void {
  const gemm = backend.gemm.bind(backend) as (...values: unknown[]) => void;
  gemm(...names.map((name) => args[name]));
}

/** The error that a call throws. */
function errorOf(backend: Pick<Backend, 'gemm'>, args: Arguments): Error & { code?: string } {
  try {
    call(backend, args);
  } catch (error) {
    return error as Error;
  }
  throw new Error('the call was accepted');
}

describeEachBackend('gemm refuses', (backend) => {
  for (const name of names) {
    it(`${table[name].length} wrong values as ${name}, naming it`, () => {
      for (const { label, value, error } of table[name]) {
        const args = { ...sound(), [name]: value };
        const thrown = errorOf(backend, args);
        expect(thrown, label).to.be.instanceOf(error);
        expect(thrown.message, label).to.match(new RegExp(`^${name}: expected .*, got .`));
        expect(thrown.code, label).to.equal('INVALID_ARGUMENT');
        if (name !== 'c') expect(args.c, label).to.deep.equal(sound().c);
      }
    });
  }

  it('a call without arguments, naming the first', () => {
    expect(errorOf(backend, {} as Arguments).message).to.match(/^transA: expected true or false/);
  });

  it('lengths whose product overflows 64 bits', () => {
    const largest = 2 ** 31 - 1;
    const args = {
      ...sound(),
      transB: false,
      m: largest,
      n: 1,
      k: 1,
      lda: largest,
      ldb: 1,
      ldc: 1,
    };
    const elements = (BigInt(largest) - 1n) * BigInt(largest) + 1n;
    const { message } = errorOf(backend, args);
    expect(message).to.equal(`a: expected at least ${elements} elements, got 8`);
  });

  it('the first wrong argument, whatever comes after it', () => {
    const wrong = Object.fromEntries(names.map((name) => [name, 'wrong'])) as Arguments;
    for (const name of names) {
      expect(errorOf(backend, wrong).message).to.match(new RegExp(`^${name}: `));
      wrong[name] = sound()[name];
    }
    call(backend, wrong);
  });
});

describe('the errors of both backends', () => {
  /** The addon runs no JavaScript to ask an object what it is, and so knows fewer types. */
  const withoutType = (message: string): string => message.replace(/object of type \w+/, 'object');

  itWithAddon('are the same for the same arguments, word for word', () => {
    const [native, js] = (['openblas', 'js'] as const).map((name) =>
      selectBackend({ backend: name }),
    );
    for (const name of names) {
      for (const { value } of table[name]) {
        const args = { ...sound(), [name]: value };
        const [ours, theirs] = [native, js].map((backend) => errorOf(backend, args).message);
        expect(withoutType(ours)).to.equal(withoutType(theirs));
      }
    }
  });
});

describeWithAddon("the addon's setThreads", (addon) => {
  afterEach(() => addon.setThreads(1));

  it('refuses what gemm refuses as a dimension, and changes nothing', () => {
    addon.setThreads(1);
    for (const { label, value, error } of notIntegersFrom(1)) {
      expect(() => addon.setThreads(value as number), label).to.throw(error, /^threads: expected/);
      expect(addon.getThreads(), label).to.equal(1);
    }
  });

  it('takes as many threads as the build has, and no more', () => {
    const { maximumThreads } = addon.buildInformation().openblas;
    expect(() => addon.setThreads(maximumThreads + 1)).to.throw(
      RangeError,
      `threads: expected an integer from 1 to ${maximumThreads}, got ${maximumThreads + 1}`,
    );
    const threads = Math.min(2, maximumThreads);
    addon.setThreads(threads);
    expect(addon.getThreads()).to.equal(threads);
  });
});

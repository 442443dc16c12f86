import { expect } from 'chai';
import { checkOwnCode, examineOwnCode, type OwnCode, type Problem } from '../../src/exercise';
import type { Finding } from '../../src/checks';
import { itUnless } from '../support/it-unless';
import { RIGHT, RIGHT_PYTHON, withCode, withoutNumPy } from '../support/own-code';
import { temporaryFolder } from '../support/temporary-folder';
import { SMALL, SMALL_SETTINGS } from '../support/trainings';
import { MISTAKES, withMistake } from './mistakes';

const NO_PROBLEMS: readonly Problem[] = [];

/** The types that a solution in TypeScript has. */
const RIGHT_TYPESCRIPT = RIGHT.replace(
  'export function softmax(S) {',
  'export function softmax(S: number[][]): number[][] {',
).replace(
  'function dot(a, b) {',
  'function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {',
);

describe('a file that is right', () => {
  const folder = temporaryFolder();

  const verdicts = async (code: OwnCode): Promise<string[]> => {
    const { findings, numerical, passed } = await checkOwnCode(code, { real: NO_PROBLEMS });
    expect(passed).to.equal(true);
    expect(numerical.every((one) => one.passed)).to.equal(true);
    return findings.map(({ verdict }) => verdict);
  };
  const allPassed = new Array<string>(7).fill('passed');

  it('passes all checks, in JavaScript and TypeScript', async () => {
    expect(await withCode(folder(), RIGHT, verdicts)).to.deep.equal(allPassed);
    const inTypes = await withCode(folder(), RIGHT_TYPESCRIPT, verdicts, { name: 'mine.ts' });
    expect(inTypes).to.deep.equal(allPassed);
  });

  itUnless(withoutNumPy, 'passes all checks in Python', async () => {
    const found = await withCode(folder(), RIGHT_PYTHON, verdicts, { name: 'mine.py' });
    expect(found).to.deep.equal(allPassed);
  });

  it('may divide by n − 1 in the deviation', async () => {
    const unbiased = RIGHT.replace('(x[j] - mean[j]) ** 2 / n', '(x[j] - mean[j]) ** 2 / (n - 1)');
    expect(await withCode(folder(), unbiased, verdicts)).to.deep.equal(allPassed);
  });
});

describe('each mistake that students make is found in its function, and named', () => {
  const folder = temporaryFolder();

  it('in more than twenty of them', () => {
    expect(Object.keys(MISTAKES)).to.have.length.above(22);
  });

  for (const [name, mistake] of Object.entries(MISTAKES)) {
    it(name, async () => {
      const check = (code: OwnCode) => checkOwnCode(code, { real: NO_PROBLEMS, sampled: 3 });
      const { findings, passed } = await withCode(folder(), withMistake(RIGHT, mistake), check);
      expect(passed).to.equal(false);
      // What follows from a mistake in another function says so.
      const wrong = findings.filter(
        (one) => one.verdict !== 'passed' && one.mistake !== 'inherited',
      );
      expect(wrong.map((one) => [one.function, one.verdict, one.mistake])).to.deep.equal(
        mistake.found.map(([own, kind]) => [own, 'failed', kind]),
      );
      mistake.found.forEach(([, , words], i) => {
        expect(`${wrong[i].seen}; ${wrong[i].meaning}`).to.match(words);
      });
    });
  }
});

describe('the doctor examines what functions do together', () => {
  const folder = temporaryFolder();

  /** The findings that aren't passed, by check. */
  async function found(source: string): Promise<Map<string, Finding>> {
    const data = { training: SMALL.bytes.training, validation: SMALL.bytes.validation };
    const findings = new Map<string, Finding>();
    await withCode(folder(), source, async (code) => {
      for await (const one of examineOwnCode({ code, data, settings: SMALL_SETTINGS })) {
        findings.set(one.check, one);
      }
    });
    expect(findings.size).to.equal(12);
    return new Map([...findings].filter(([, { verdict }]) => verdict !== 'passed'));
  }

  it('and has nothing to say of a right solution, but that the data are few', async () => {
    const [[check, { verdict, seen }], ...more] = await found(RIGHT);
    expect({ check, verdict, more }).to.deep.equal({
      check: 'code-overfit-few',
      verdict: 'skipped',
      more: [],
    });
    expect(seen).to.equal('6 features for 20 samples');
  });

  for (const [name, check, meaning] of [
    [
      "standardising by each set's own statistics",
      'code-standardised-validation',
      /their own mean and deviation/,
    ],
    ['shuffling X without y', 'code-label-signal', /with the labels of others/],
    ['losing a row when shuffling', 'code-label-signal', /not at all|labels of others/],
    ['a cost that is a sum', 'code-initial-loss', /not the mean cross-entropy/],
    ['a gradient without the penalty', 'code-epoch', /do not make the steps of gradient descent/],
    ['an update uphill', 'code-epoch', /do not make the steps of gradient descent/],
  ] as const) {
    it(`and finds in a whole training, too: ${name}`, async () => {
      const findings = await found(withMistake(RIGHT, MISTAKES[name]));
      expect([...findings.keys()]).to.include(check);
      const { verdict, meaning: words } = findings.get(check)!;
      expect(verdict).to.equal('failed');
      expect(words).to.match(meaning);
    });
  }

  it('and goes on where functions are not written yet, or fail', async () => {
    const none = (name: string, body: string, source: string): string =>
      source.replace(new RegExp(`(export function ${name}\\(.*\\{\\n)`), `$1  ${body}\n`);
    const source = none(
      'shuffle',
      "throw new Error('not written yet');",
      none('update', 'return dW.nothing.at(0);', RIGHT),
    );
    const findings = await found(source);
    expect(findings.get('code-label-signal')?.verdict).to.equal('skipped');
    expect(findings.get('code-epoch')?.seen).to.match(
      /^update: it throws in line \d+: TypeError: /,
    );
  });
});

/** Edits of the solution in NumPy, whose indices and axes have mistakes of their own. */
const NUMPY: Readonly<Record<string, readonly [from: string, to: string, found: string[]]>> = {
  'one maximum for all samples': [
    'np.max(S, axis=1, keepdims=True)',
    'np.max(S)',
    ['softmax', 'global-maximum'],
  ],
  'a sum over all': ['E.sum(axis=1, keepdims=True)', 'E.sum()', ['softmax', 'whole-sum']],
  'a sum over the samples': [
    'E.sum(axis=1, keepdims=True)',
    'E.sum(axis=0)',
    ['softmax', 'wrong-axis'],
  ],
  'an index of all labels in all rows': [
    'G[np.arange(len(y)), y] -= 1',
    'G[:, y] -= 1',
    ['gradient', 'labels-of-all'],
  ],
  'shuffling X alone, in place': [
    'return np.asarray(X)[order], np.asarray(y)[order]',
    'np.random.shuffle(X)\n    return X, y',
    ['shuffle', 'shuffles-x-alone'],
  ],
};

describe('mistakes in NumPy are found, and named', () => {
  const folder = temporaryFolder();
  for (const [name, [from, to, expected]] of Object.entries(NUMPY)) {
    itUnless(withoutNumPy, name, async () => {
      const source = RIGHT_PYTHON.replace(from, () => to);
      expect(source).to.not.equal(RIGHT_PYTHON);
      const check = (code: OwnCode) => checkOwnCode(code, { real: NO_PROBLEMS, sampled: 1 });
      const { findings } = await withCode(folder(), source, check, {
        name: 'mine.py',
        onPrint: () => undefined,
      });
      const first = findings.find(({ verdict }) => verdict === 'failed');
      expect([first?.function, first?.mistake]).to.deep.equal(expected);
    });
  }
});

import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { matrix, OwnCode, type OwnCodeOptions } from '../../src/exercise';
import { until } from '../support/child';
import { itUnless } from '../support/it-unless';
import { failureOf, rejection } from '../support/rejection';
import { startScript } from '../support/run-bin';
import { temporaryFolder } from '../support/temporary-folder';
import { isThorough } from '../support/thorough';

const X = matrix(Float64Array.of(1, 2, 3, 4, 5, 6), 2);
const y = [0, 1, 1];
const parameters = { W: matrix(Float64Array.of(1, 2, 3, 4), 2), b: Float64Array.of(5, 6) };
const S = [10, 17, 16, 31, 22, 45];

const SCORES = `export function scores(X, W, b) {
  return X.map((x) => W.map((w, k) => w.reduce((sum, wj, j) => sum + wj * x[j], b[k])));
}
`;

/** Steps that take the labels' sum, and the number of rows, as derivatives. */
const STEPS = `export function gradient(X, y, W, b, lambda) {
  const sum = y.reduce((a, v) => a + v, 0);
  return { dW: W.map((w) => w.map(() => sum * lambda)), db: [X.length, X[0][0]] };
}
export function update(W, b, dW, db, eta) {
  for (const k of [0, 1]) {
    for (const j of [0, 1]) W[k][j] -= eta * dW[k][j];
    b[k] -= eta * db[k];
  }
}
`;

const python = spawnSync('python3', ['--version']).status === 0 ? null : 'there is no Python';

describe('OwnCode', () => {
  const folder = temporaryFolder();

  /** Runs a file with this content. */
  async function withCode<Result>(
    content: string,
    use: (code: OwnCode) => Promise<Result>,
    { name = 'mine.js', ...options }: OwnCodeOptions & { readonly name?: string } = {},
  ): Promise<Result> {
    const file = path.join(folder(), name);
    writeFileSync(file, content);
    const code = await OwnCode.open(file, options);
    try {
      return await use(code);
    } finally {
      code.close();
    }
  }

  const scoresOf = async (code: OwnCode) => [...(await code.scores(X, parameters)).values];

  it('calls functions of a module of ECMAScript, whatever package.json says', async () => {
    writeFileSync(path.join(folder(), 'package.json'), '{"type":"commonjs"}');
    expect(await withCode(SCORES, scoresOf)).to.deep.equal(S);
  });

  it('calls functions of a module of CommonJS', async () => {
    writeFileSync(path.join(folder(), 'package.json'), '{"type":"module"}');
    const content = SCORES.replace('export function scores', 'exports.scores = function');
    expect(await withCode(content, scoresOf)).to.deep.equal(S);
  });

  it('calls functions of TypeScript', async () => {
    const content = SCORES.replace('X, W, b', 'X: number[][], W: number[][], b: number[]');
    expect(await withCode(content, scoresOf, { name: 'mine.ts' })).to.deep.equal(S);
  });

  itUnless(python, 'calls functions of Python', async () => {
    const content = `def scores(X, W, b):
    return [[sum(p * q for p, q in zip(x, w)) + c for w, c in zip(W, b)] for x in X]
def cost(X, y, W, b, decay):
    raise NotImplementedError("cost")
def softmax(S):
    return S[0
`;
    const name = 'mine.py';
    const right = content.slice(0, content.indexOf('def softmax'));
    await withCode(
      right,
      async (code) => {
        expect(await scoresOf(code)).to.deep.equal(S);
        const failure = await failureOf(code.cost({ X, y }, parameters, 0));
        expect(failure).to.have.property('failure', 'unwritten');
      },
      { name },
    );
    const broken = await rejection(() => withCode(content, scoresOf, { name }), 'CODE_FAILED');
    expect(broken).to.match(/mine\.py: it can't be loaded in line 6: SyntaxError: /);
  });

  it('shuffles by a seed, and says which arguments a call has changed', async () => {
    const content = `export function shuffle(X, y, random) {
      const i = Math.floor(3 * random());
      return { X: [X[i], X[i], X[i]], y: [i, i, i] };
    }
    export function softmax(S) { S[1][0] = 7; return S; }
    ${SCORES}`;
    await withCode(content, async (code) => {
      const drawn = async (seed: number) => (await code.shuffle({ X, y }, seed)).y[0];
      expect(await drawn(1)).to.equal(await drawn(1));
      const all = new Set(await Promise.all(Array.from({ length: 30 }, (_, i) => drawn(i))));
      expect([...all].sort()).to.deep.equal([0, 1, 2]);
      await code.softmax(X);
      expect(code.changed).to.deep.equal(['S']);
      await scoresOf(code);
      expect(code.changed).to.deep.equal([]);
    });
  });

  it('makes the steps of an epoch on the rows that it was given once', async () => {
    await withCode(STEPS, async (code) => {
      await code.load({ X, y });
      const epoch = { parameters, lambda: 0.5, eta: [0.1, 1], batches: [[0, 1], [2]] };
      const { W, b } = await code.trainEpoch(epoch);
      expect([...W.values].map((w) => w.toFixed(9))).to.deep.equal(
        [1, 2, 3, 4].map((w) => (w - 0.05 - 0.5).toFixed(9)),
      );
      expect([...b].map((v) => v.toFixed(9))).to.deep.equal(['3.800000000', '0.900000000']);
      const outside = { ...epoch, eta: 1, batches: [[3]] };
      expect(await failureOf(code.trainEpoch(outside))).to.be.instanceOf(RangeError);
    });
  });

  describe('says in one sentence what is wrong', () => {
    const returning = (value: string) => `export const gradient = (X, y, W, b) => (${value});`;
    const cases: [string, string, RegExp][] = [
      [
        'an exception',
        'export const gradient = (X) =>\n X[9].length;',
        /throws in line 2: TypeError/,
      ],
      ['text that is thrown', 'export const gradient = () => { throw "no"; }', /it throws: no$/],
      [
        'a shape',
        returning('{ dW: [[1, 2]], db: [1, 2] }'),
        /dW to be 2 rows.*1 row of 2 numbers$/,
      ],
      ['a flat array', returning('{ dW: [1, 2, 3, 4], db: b }'), /got an array of 4 numbers/],
      ['rows of other lengths', returning('{ dW: [[1, 2], [3]], db: b }'), /row 1 has 1 number/],
      ['undefined elements', returning('{ dW: [[1], [,]], db: b }'), /dW\[1\]\[0\].*undefined/],
      ['a missing value', returning('{ dW: W }'), /db to be an array of 2 numbers, got undefined/],
      ['one value', returning('3'), /expected \{ dW, db \}, got a number/],
      ['a promise', 'export async function gradient() {}', /got a promise/],
      ['NaN', returning('{ dW: [[1, 2], [NaN, 4]], db: b }'), /dW\[1\]\[0\] is NaN/],
      ['nothing', 'export function gradient() {}', /not written yet, or has no return/],
      ['no such function', SCORES, /gradient: the file doesn't export it: it has only scores/],
      ['the end of the process', returning('process.exit(3)'), /ended its process \(exit code 3\)/],
    ];
    for (const [title, content, message] of cases) {
      it(title, async () => {
        const failing = () => withCode(content, (code) => code.gradient({ X, y }, parameters, 0));
        expect(await rejection(failing, 'CODE_FAILED'))
          .to.match(message)
          .and.not.include('\n');
      });
    }

    it('a transposed gradient', async () => {
      const wide = { W: matrix(new Float64Array(6), 3), b: new Float64Array(2) };
      const rows = { X: matrix(new Float64Array(6), 3), y: [0, 1] };
      const content = returning('{ dW: [[1, 2], [3, 4], [5, 6]], db: [1, 2] }');
      const failing = () => withCode(content, (code) => code.gradient(rows, wide, 0));
      expect(await rejection(failing, 'CODE_FAILED')).to.match(/3 rows of 2 .*looks transposed/);
    });

    it('an exception of TypeScript, by its own line', async () => {
      const content =
        'interface A {\n  a: number;\n}\nexport const scores = (x: A): number =>\n  (x as any).b.c;';
      const failing = () => withCode(content, scoresOf, { name: 'mine.ts' });
      expect(await rejection(failing, 'CODE_FAILED')).to.match(/throws in line 5: TypeError/);
    });

    it('a syntax error of TypeScript', async () => {
      const failing = () =>
        withCode('const a = 1;\nconst b: = 2;\n', scoresOf, { name: 'mine.ts' });
      expect(await rejection(failing, 'CODE_FAILED')).to.match(/can't be loaded in line 2: Syntax/);
    });

    it('a syntax error', async () => {
      const failing = () => withCode('let a = 1;\nlet b = = 2;\n', scoresOf);
      expect(await rejection(failing, 'CODE_FAILED')).to.match(/can't be loaded in line 2: Syntax/);
    });

    it('a step of an epoch', async () => {
      const content = STEPS.replace('X.length, X[0][0]', 'X.length, X[0][0] === 5 ? NaN : 1');
      const failing = () =>
        withCode(content, async (code) => {
          await code.load({ X, y });
          const batches = [[0], [1], [2]];
          await code.trainEpoch({ parameters, batches, lambda: 0, eta: 1 });
        });
      const message = await rejection(failing, 'CODE_FAILED');
      expect(message).to.match(/gradient: db\[1\] is NaN.*, in step 3 of the epoch/);
    });

    it('a file that is not there, or in no known language', async () => {
      const gone = () => OwnCode.open(path.join(folder(), 'gone.js'));
      expect(await rejection(gone, 'FILE_INVALID')).to.match(/gone\.js can't be read/);
      expect(await failureOf(OwnCode.open('mine.rb'))).to.be.instanceOf(RangeError);
    });
  });

  it('outlives code that writes to its channel', async () => {
    const content = `require('fs').writeSync(3, Buffer.from([2, 0, 0, 0, 65, 65]));\nexports.a = 1;`;
    const failing = () => withCode(content, scoresOf);
    expect(await rejection(failing, 'CODE_FAILED')).to.match(/writes to file descriptor 3/);
  });

  it('stops an endless loop, and goes on with the other functions in a new process', async () => {
    const content = `${SCORES}\nexport function softmax() { for (;;); }`;
    await withCode(
      content,
      async (code) => {
        const message = await rejection(() => code.softmax(X), 'CODE_FAILED');
        expect(message).to.match(/softmax: it takes longer than 2 s and was stopped/);
        expect(await scoresOf(code)).to.deep.equal(S);
      },
      { seconds: 2 },
    );
  });

  const LOOPS = [
    ['mine.js', 'export function softmax() { console.log(`number ${process.pid}.`); for (;;); }'],
    [
      'mine.py',
      'import os\ndef softmax(S):\n  print(f"number {os.getpid()}.")\n  while True: pass\n',
    ],
  ];
  for (const [name, content] of isThorough ? LOOPS : []) {
    const isPossible = existsSync('/proc') && (name === 'mine.js' || python === null);
    const reason = isPossible ? null : 'there is no /proc, or no Python';
    itUnless(reason, `ends an endless loop of ${name} when its own process is killed`, async () => {
      const file = path.join(folder(), name);
      writeFileSync(file, content);
      const { child, said, outcome } = startScript('test/support/run-own-loop.ts', [file]);
      let text = '';
      child.stderr?.on('data', (piece: string) => (text += piece));
      await said(/number \d+\./);
      const id = /number (\d+)/.exec(text)?.[1];
      child.kill('SIGKILL');
      // A process that has ended, and that nobody has asked about yet, has no command line.
      await until('the loop ends', () => {
        const command = `/proc/${id}/cmdline`;
        return !existsSync(command) || readFileSync(command).length === 0;
      });
      await outcome;
    });
  }

  it('ends when its signal is aborted, with the reason', async () => {
    const controller = new AbortController();
    const content = `export function scores() { console.log('here'); for (;;); }`;
    const onPrint = (text: string) => {
      if (text.includes('here')) controller.abort(new Error('enough'));
    };
    const options = { signal: controller.signal, onPrint };
    const failure = await failureOf(withCode(content, scoresOf, options));
    expect(failure?.message).to.equal('enough');
  });

  it('keeps what the code prints out of the results', async () => {
    const content = SCORES.replace('{\n', '{\n  process.stdout.write("hello");\n');
    let said = '';
    const onPrint = (text: string) => (said += text);
    const use = async (code: OwnCode) => {
      const scores = await scoresOf(code);
      while (said === '') await setImmediate();
      return scores;
    };
    expect(await withCode(content, use, { onPrint })).to.deep.equal(S);
    expect(said).to.equal('hello');
  });
});

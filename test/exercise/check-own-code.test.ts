import { expect } from 'chai';
import { checkOwnCode, type FunctionName, type OwnCheck } from '../../src/exercise';
import { RIGHT, RIGHT_PYTHON, withCode, withoutNumPy } from '../support/own-code';
import { itUnless } from '../support/it-unless';
import { temporaryFolder } from '../support/temporary-folder';

/** An edit of the right solution, and the name of the mistake that it makes. */
type Edit = readonly [from: string, to: string, mistake: string];

const MAXIMUM = 'const largest = Math.max(...s);\n    const exponentials';
const RETURNED = 'exponentials.map((value) => value / sum)';
const LOSS = 'loss += Math.log(sum) + largest - s[y[i]];';
const COST = 'loss / X.length + lambda * squares';
const RESIDUAL = '(P[i][k] - (k === y[i] ? 1 : 0)) / n';
const ONE_HOT = 'k === y[i] ? 1 : 0';
const PENALTY = '2 * lambda * value';
const SWAP = '[order[i], order[j]] = [order[j], order[i]];';
const DRAWN = 'Math.floor(random() * (i + 1))';
const MEAN = 'mean[j] += x[j] / n';
const ROOT = 'deviation[j] = Math.sqrt(deviation[j]);';
const STEP = 'value - eta * dW[k][j]';

type Edits = Readonly<Partial<Record<FunctionName, readonly Edit[]>>>;

/** Mistakes of each function. Those in the same place of each list are made together. */
const EDITS: Edits = {
  standardise: [
    ['/ (deviation[j] || 1)', '', 'not-scaled'],
    [ROOT, 'deviation[j] = Math.sqrt(n * deviation[j]);', 'sum-of-squares'],
    ['deviation[j] || 1', 'deviation[j]', 'constant-feature'],
    ['(value - mean[j]) / (deviation[j] || 1)', 'value', 'not-standardised'],
    [
      'other.map((x) =>',
      'other.map((x) => { mean.fill(x.reduce((s, v) => s + v) / d); deviation.fill(Math.sqrt(x.reduce((s, v) => s + (v - mean[0]) ** 2, 0) / d)); return x; }).map((x) =>\n mean.fill(x.reduce((s, v) => s + v) / d) && deviation.fill(Math.sqrt(x.reduce((s, v) => s + (v - mean[0]) ** 2, 0) / d)) &&',
      'row-statistics',
    ],
    ['return other.map', 'training[0][0] = 1;\n  return other.map', 'changes-input'],
    [MEAN, 'mean[j] += x[j]', 'unknown'],
  ],
  shuffle: [
    [SWAP, 'order[i] = order[j];', 'with-replacement'],
    [DRAWN, 'Math.floor(random() * i)', 'never-stays'],
    ['order.length - 1', 'order.length - 2', 'fixed-place'],
    ['const j = Math.floor(random() * (i + 1))', 'const j = Math.floor(i / 2)', 'always-the-same'],
    ['random() *', 'Math.random() *', 'other-generator'],
    ['y: order.map((i) => y[i])', 'y: order.map((i) => y[i]).reverse()', 'two-orders'],
    ['X: order.map((i) => X[i])', 'X: order.map((i) => X[i].reverse())', 'changes-rows'],
  ],
  cost: [
    [COST, 'loss / X.length / X.length + lambda * squares', 'mean-twice'],
    [LOSS, 'loss += s.reduce((a, v) => a + largest + Math.log(sum) - v, 0);', 'labels-ignored'],
    [LOSS, 'loss -= s[y[i]];', 'no-softmax'],
    [COST, '(loss + lambda * squares) / X.length', 'penalty-divided'],
    [COST, 'loss / X.length + lambda * squares * X.length', 'penalty-per-sample'],
    ['s[y[i]]', 's[(y[i] + 3) % 4]', 'labels-off-by-one'],
    [COST, 'loss / X.length + squares', 'lambda-missing'],
  ],
  gradient: [
    [
      RESIDUAL,
      '(P[i][k] * (1 - P[i][k]) * (P[i][k] - (k === y[i] ? 1 : 0))) / n',
      'softmax-derivative-twice',
    ],
    [RESIDUAL, `(-(${ONE_HOT})) / n`, 'no-probabilities'],
    ['dW[k][j] += g', 'dW[k][j] = g', 'not-accumulated'],
    [RESIDUAL, '(P[i][k] - (k === y[i] ? 1 : 0)) / W.length', 'divided-by-classes'],
    [PENALTY, '2 * value', 'lambda-missing'],
    [PENALTY, '2 * lambda * n * value', 'penalty-per-sample'],
    ['return { dW, db };', 'X[0][0] += 1;\n  return { dW, db };', 'changes-input'],
  ],
  update: [
    [STEP, '-eta * dW[k][j]', 'replaced'],
    [STEP, 'value', 'not-updated'],
    [STEP, 'value - eta * dW[0][j]', 'unknown'],
    [STEP, 'value + eta * dW[k][j]', 'sign'],
  ],
};

/** Mistakes on which the gradient depends. */
const SOFTMAX_EDITS: Edits = {
  softmax: [
    [RETURNED, 'exponentials', 'not-normalised'],
    [RETURNED, 's.map((value) => value / s.reduce((a, v) => a + v))', 'no-exponential'],
    [RETURNED, 's.map((value) => 1 / (1 + Math.exp(-value)))', 'sigmoid'],
    [RETURNED, 'exponentials.map((value) => Math.log(value / sum))', 'logarithm'],
    [
      MAXIMUM,
      'const largest = Math.max(...S.map((t) => Math.max(...t)));\n    const exponentials',
      'global-maximum',
    ],
    [
      RETURNED,
      'exponentials.map((v) => v / S.flatMap((t) => [...t]).reduce((a, v) => a + Math.exp(v - largest), 0))',
      'whole-sum',
    ],
    [RETURNED, 's.fill(0) && exponentials.map((value) => value / sum)', 'changes-input'],
  ],
};

/** The mistakes that are made together, by their functions. */
type Round = Partial<Record<FunctionName, Edit>>;

function roundsOf(edits: Edits): Round[] {
  const count = Math.max(...Object.values(edits).map(({ length }) => length));
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(
      Object.entries(edits).flatMap(([name, own]) => (i < own.length ? [[name, own[i]]] : [])),
    ),
  );
}

function edited(round: Round): string {
  return Object.entries(round).reduce((code, [name, [from, to]]) => {
    const start = code.indexOf(`export function ${name}(`);
    const [before, own] = [code.slice(0, start), code.slice(start)];
    if (!own.includes(from)) throw new Error(`${name} has no ${from}`);
    return before + own.replace(from, () => to);
  }, RIGHT);
}

describe('checkOwnCode', () => {
  const folder = temporaryFolder();
  const check = (content: string, name?: string): Promise<OwnCheck> =>
    withCode(folder(), content, (code) => checkOwnCode(code, { real: [] }), { name });

  it('finds no mistake in the right solution', async () => {
    const { findings, numerical, passed } = await check(RIGHT);
    expect(findings.map(({ verdict }) => verdict)).to.deep.equal(new Array(7).fill('passed'));
    expect(passed).to.equal(true);
    for (const { groups } of numerical) {
      for (const { largestError } of groups) expect(largestError).to.be.below(1e-8);
    }
  });

  itUnless(withoutNumPy, 'finds no mistake in that of Python', async () => {
    const { findings, passed } = await check(RIGHT_PYTHON, 'mine.py');
    expect(passed, JSON.stringify(findings)).to.equal(true);
  });

  for (const round of [...roundsOf(EDITS), ...roundsOf(SOFTMAX_EDITS)]) {
    const expected = Object.entries(round).map(([name, edit]) => [name, edit[2]]);
    it(`names ${expected.map((pair) => pair.join(': ')).join(', ')}`, async () => {
      const { findings } = await check(edited(round));
      const found = findings.filter(({ function: name }) => name in round);
      expect(found.map((one) => [one.function, one.mistake])).to.have.deep.members(expected);
    });
  }

  it('says that rows and columns do not fit where W is read the other way round', async () => {
    const { findings } = await check(
      RIGHT.replace('b[k] + dot(w, x)', 'b[k] + W[x.length - 1][k]'),
    );
    const [scores] = findings.filter((one) => one.function === 'scores');
    expect(scores).to.include({ mistake: 'threw', verdict: 'failed' });
    expect(scores.seen).to.match(/in line 26: TypeError: Cannot read/);
    expect(scores.meaning).to.match(/W has K rows of d numbers/);
  });

  it('goes on with what is written, and says what needs what is not', async () => {
    const content = RIGHT.replace(
      'return S.map((s)',
      "throw new Error('softmax is not written yet');\n  return S.map((s)",
    );
    const { findings, numerical } = await check(content);
    const seen = findings.flatMap((one) =>
      one.verdict === 'passed' ? [] : [[one.function, one.verdict, one.seen]],
    );
    expect(seen).to.deep.equal([
      ['softmax', 'skipped', 'it is not written yet'],
      ['gradient', 'skipped', 'softmax is not written yet'],
    ]);
    expect(numerical).to.deep.equal([]);
  });
});

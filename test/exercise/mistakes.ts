import type { FunctionName } from '../../src/exercise';

/** A mistake that students make, as a small edit of the right solution. */
export interface Mistake {
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** What must be found: the function, the mistake's name, and words that a student understands. */
  readonly found: readonly (readonly [name: FunctionName, mistake: string, words: RegExp])[];
}

type Found = Mistake['found'][number];

/** A mistake in one function, or in two. */
function mistake(found: Found | readonly Found[], ...edits: Mistake['edits']): Mistake {
  return { edits, found: typeof found[0] === 'string' ? [found as Found] : (found as Found[]) };
}

const RESIDUAL = '(P[i][k] - (k === y[i] ? 1 : 0)) / n';
const PENALTY = 'w.map((value) => 2 * lambda * value)';
const RETURNED_COST = 'loss / X.length + lambda * squares';
const LOSS = 'loss += Math.log(sum) + largest - s[y[i]];';
const W_STEP = 'value - eta * dW[k][j]';
const B_STEP = 'value - eta * db[k]';
const SHUFFLED = '{ X: order.map((i) => X[i]), y: order.map((i) => y[i]) }';
const STANDARDISED = '(value - mean[j]) / (deviation[j] || 1)';

/** The functions' mistakes by their names, in the order of the file. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  "standardising by each set's own statistics": mistake(
    ['standardise', 'own-statistics', /own mean and deviation/],
    ['const n = training.length;', 'training = other;\n  const n = training.length;'],
  ),
  'standardising by the statistics of both sets': mistake(
    ['standardise', 'joint-statistics', /those of both sets/],
    [
      'const n = training.length;',
      'training = [...training, ...other];\n  const n = training.length;',
    ],
  ),
  'standardising by one mean and deviation of all features': mistake(
    ['standardise', 'global-statistics', /one mean and deviation for all features/],
    [
      '  return other.map((x) =>',
      '  mean.fill(mean.reduce((a, b) => a + b) / d);\n  deviation.fill(deviation.reduce((a, b) => a + b) / d);\n  return other.map((x) =>',
    ],
  ),
  'standardising by the variance': mistake(
    ['standardise', 'variance', /variance: the root is missing/],
    ['deviation[j] = Math.sqrt(deviation[j]);', 'deviation[j] *= 1;'],
  ),
  'standardising without subtracting the mean': mistake(
    ['standardise', 'not-centred', /mean is not subtracted/],
    [STANDARDISED, 'value / (deviation[j] || 1)'],
  ),
  'shuffling X without y': mistake(
    ['shuffle', 'shuffles-x-alone', /X is shuffled without y/],
    [SHUFFLED, '{ X: order.map((i) => X[i]), y }'],
  ),
  'shuffling y without X': mistake(
    ['shuffle', 'shuffles-y-alone', /y is shuffled without X/],
    [SHUFFLED, '{ X, y: order.map((i) => y[i]) }'],
  ),
  'shuffling with replacement': mistake(
    ['shuffle', 'with-replacement', /with replacement/],
    [
      'const order = Array.from(y, (_, i) => i);',
      'const order = Array.from(y, () => Math.floor(random() * y.length));',
    ],
  ),
  'losing a row when shuffling': mistake(
    ['shuffle', 'result', /expected X to be 12 rows of 3 numbers, got 11 rows/],
    [
      'const order = Array.from(y, (_, i) => i);',
      'const order = Array.from(y, (_, i) => i).slice(1);',
    ],
  ),
  'an order that never changes': mistake(
    ['shuffle', 'not-shuffled', /in the order in which they were/],
    ['[order[i], order[j]] = [order[j], order[i]];', ''],
  ),
  'scores without the bias': mistake(
    ['scores', 'missing-bias', /bias is not added/],
    ['b[k] + dot(w, x)', 'dot(w, x)'],
  ),
  'no maximum subtracted': mistake(
    ['softmax', 'no-maximum', /subtract the largest score/],
    [
      'const largest = Math.max(...s);\n    const exponentials',
      'const largest = 0;\n    const exponentials',
    ],
  ),
  'the minimum subtracted': mistake(
    ['softmax', 'no-maximum', /subtract the largest score/],
    [
      'const largest = Math.max(...s);\n    const exponentials',
      'const largest = Math.min(...s);\n    const exponentials',
    ],
  ),
  'softmax over the samples': mistake(
    [
      ['softmax', 'wrong-axis', /sum runs over the samples/],
      ['gradient', 'wrong-axis', /softmax runs over the samples/],
    ],
    [
      'exponentials.map((value) => value / sum)',
      'exponentials.map((value, k) => value / S.reduce((all, t) => all + Math.exp(t[k] - largest), 0))',
    ],
  ),
  'a cost without the logarithm': mistake(
    ['cost', 'no-logarithm', /logarithm is missing/],
    [LOSS, 'loss -= Math.exp(s[y[i]] - largest) / sum;'],
  ),
  'the sign of the cost': mistake(
    ['cost', 'sign', /sign of the loss is flipped/],
    [LOSS, LOSS.replace('+=', '-=')],
  ),
  'a cost in bits': mistake(
    ['cost', 'other-logarithm', /base 2/],
    ['return loss / X.length', 'return loss / Math.LN2 / X.length'],
  ),
  'a cost that is a sum': mistake(
    ['cost', 'missing-mean', /sum over the samples, not their mean/],
    [RETURNED_COST, 'loss + lambda * squares'],
  ),
  'a cost without the penalty': mistake(
    ['cost', 'missing-penalty', /penalty λ Σ W² is missing/],
    [RETURNED_COST, 'loss / X.length'],
  ),
  'a penalty that is not squared': mistake(
    ['cost', 'penalty-not-squared', /norm of W: it is to be the norm's square/],
    [RETURNED_COST, 'loss / X.length + lambda * Math.sqrt(squares)'],
  ),
  'half a penalty, in cost and gradient': mistake(
    [
      ['cost', 'half-penalty', /penalty is halved/],
      ['gradient', 'missing-two', /factor 2 .* is missing/],
    ],
    [RETURNED_COST, 'loss / X.length + (lambda / 2) * squares'],
    [PENALTY, 'w.map((value) => lambda * value)'],
  ),
  'a bias penalised in cost and gradient': mistake(
    [
      ['cost', 'bias-penalised', /bias is penalised/],
      ['gradient', 'bias-penalised', /bias is penalised/],
    ],
    [RETURNED_COST, 'loss / X.length + lambda * (squares + dot(b, b))'],
    ['b.map(() => 0)', 'b.map((value) => 2 * lambda * value)'],
  ),
  'a bias penalised in the gradient': mistake(
    ['gradient', 'bias-penalised', /bias is penalised/],
    ['b.map(() => 0)', 'b.map((value) => 2 * lambda * value)'],
  ),
  'a gradient without the mean': mistake(
    ['gradient', 'missing-mean', /sum over the samples, not their mean/],
    [RESIDUAL, RESIDUAL.replace(' / n', '')],
  ),
  'a gradient with the mean taken twice': mistake(
    ['gradient', 'mean-twice', /mean over the samples is taken twice/],
    [RESIDUAL, `${RESIDUAL} / n`],
  ),
  "a gradient without the penalty's 2": mistake(
    ['gradient', 'missing-two', /factor 2 .* is missing/],
    [PENALTY, 'w.map((value) => lambda * value)'],
  ),
  'a gradient without the penalty': mistake(
    ['gradient', 'missing-penalty', /2λ W is missing/],
    [PENALTY, 'w.map(() => 0)'],
  ),
  'a gradient that is transposed': mistake(
    [
      'gradient',
      'transposed',
      /expected dW to be 4 rows of 5 numbers, got 5 rows of 4 numbers: it looks transposed/,
    ],
    ['return { dW, db };', 'return { dW: Array.from(dW[0], (_, j) => dW.map((w) => w[j])), db };'],
  ),
  'Y − P for P − Y': mistake(
    ['gradient', 'sign', /sign is flipped: P − Y, not Y − P/],
    [RESIDUAL, `-${RESIDUAL}`],
  ),
  'Y not subtracted': mistake(
    ['gradient', 'labels-not-subtracted', /labels are not subtracted/],
    [RESIDUAL, 'P[i][k] / n'],
  ),
  'labels that are one too high': mistake(
    ['gradient', 'labels-off-by-one', /labels are off by one/],
    ['k === y[i] ?', 'k === (y[i] + 1) % W.length ?'],
  ),
  'a last row that is left out': mistake(
    ['gradient', 'row-left-out', /last row of the mini-batch is left out/],
    ['i < n; i++', 'i < n - 1; i++'],
  ),
  'a bias gradient that is forgotten': mistake(
    ['gradient', 'data-missing', /db is zero/],
    ['db[k] += g;', ''],
  ),
  'a gradient that writes into W': mistake(
    ['gradient', 'changes-input', /changes W in place/],
    [
      `W.map((w) => ${PENALTY})`,
      'W;\n  for (const w of W) w.forEach((value, j) => (w[j] = 2 * lambda * value))',
    ],
  ),
  'a gradient that is added to that of the call before': mistake(
    ['gradient', 'keeps-from-calls', /something is kept from call to call/],
    [`W.map((w) => ${PENALTY})`, '(globalThis.sum ??= W.map((w) => w.map(() => 0)))'],
  ),
  'an update uphill': mistake(
    ['update', 'sign', /step goes up, not down/],
    [W_STEP, 'value + eta * dW[k][j]'],
    [B_STEP, 'value + eta * db[k]'],
  ),
  'an update without η': mistake(
    ['update', 'missing-eta', /learning rate η is missing/],
    [W_STEP, 'value - dW[k][j]'],
    [B_STEP, 'value - db[k]'],
  ),
  'a bias that is not updated': mistake(
    ['update', 'bias-not-updated', /bias is not updated/],
    [B_STEP, 'value'],
  ),
};

/** Makes a mistake in the right solution. Throws where the edits no longer fit it. */
export function withMistake(right: string, { edits }: Mistake): string {
  return edits.reduce((source, [from, to]) => {
    if (source.split(from).length !== 2) throw new Error(`not once in the solution: ${from}`);
    return source.replace(from, () => to);
  }, right);
}

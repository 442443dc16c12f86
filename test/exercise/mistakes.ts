/** A mistake that students make, as a small edit of the right solution. */
export interface Mistake {
  readonly edits: readonly (readonly [from: string, to: string])[];
  /** What must be said of it. */
  readonly named: RegExp;
}

const mistake = (named: RegExp, ...edits: Mistake['edits']): Mistake => ({ edits, named });

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
  "standardising by each set's own statistics": mistake(/standardise.*own mean and deviation/s, [
    'const n = training.length;',
    'training = other;\n  const n = training.length;',
  ]),
  'standardising by one mean and deviation of all features': mistake(
    /standardise.*(one|single|global|all features)/is,
    [
      '  return other.map((x) =>',
      '  mean.fill(mean.reduce((a, b) => a + b) / d);\n  deviation.fill(deviation.reduce((a, b) => a + b) / d);\n  return other.map((x) =>',
    ],
  ),
  'standardising by the variance': mistake(/standardise.*variance/s, [
    'deviation[j] = Math.sqrt(deviation[j]);',
    'deviation[j] *= 1;',
  ]),
  'standardising without subtracting the mean': mistake(/standardise.*mean/s, [
    STANDARDISED,
    'value / (deviation[j] || 1)',
  ]),
  'standardising by the deviation of n − 1': mistake(/standardise.*n − 1/s, [
    '(x[j] - mean[j]) ** 2 / n',
    '(x[j] - mean[j]) ** 2 / (n - 1)',
  ]),
  'shuffling X without y': mistake(/shuffle.*(X.*(not|without) y|y.*(not|stays))/is, [
    SHUFFLED,
    '{ X: order.map((i) => X[i]), y }',
  ]),
  'shuffling y without X': mistake(/shuffle.*(y.*(not|without) X|X.*(not|stays))/is, [
    SHUFFLED,
    '{ X, y: order.map((i) => y[i]) }',
  ]),
  'shuffling with replacement': mistake(/shuffle.*(replacement|twice)/is, [
    'const order = Array.from(y, (_, i) => i);',
    'const order = Array.from(y, () => Math.floor(random() * y.length));',
  ]),
  'losing a row when shuffling': mistake(/shuffle.*(row|lost|drop)/is, [
    'const order = Array.from(y, (_, i) => i);',
    'const order = Array.from(y, (_, i) => i).slice(1);',
  ]),
  'an order that never changes': mistake(/shuffle.*order/is, [
    '[order[i], order[j]] = [order[j], order[i]];',
    '',
  ]),
  'scores without the bias': mistake(/scores.*bias/is, ['b[k] + dot(w, x)', 'dot(w, x)']),
  'no maximum subtracted': mistake(/softmax.*maximum/is, [
    'const largest = Math.max(...s);\n    const exponentials',
    'const largest = 0;\n    const exponentials',
  ]),
  'softmax over the samples': mistake(/softmax.*(column|axis|samples)/is, [
    'exponentials.map((value) => value / sum)',
    'exponentials.map((value, k) => value / S.reduce((all, t) => all + Math.exp(t[k] - largest), 0))',
  ]),
  'a cost without the logarithm': mistake(/cost.*log/is, [
    LOSS,
    'loss -= Math.exp(s[y[i]] - largest) / sum;',
  ]),
  'the sign of the cost': mistake(/cost.*sign/is, [LOSS, LOSS.replace('+=', '-=')]),
  'a cost in bits': mistake(/cost.*(logarithm|ln|base|log2|bits)/is, [
    'return loss / X.length',
    'return loss / Math.LN2 / X.length',
  ]),
  'a cost that is a sum': mistake(/cost.*sum/is, [RETURNED_COST, 'loss + lambda * squares']),
  'a cost without the penalty': mistake(/cost.*penalty/is, [RETURNED_COST, 'loss / X.length']),
  'a penalty that is not squared': mistake(/cost.*(square|‖W‖)/is, [
    RETURNED_COST,
    'loss / X.length + lambda * Math.sqrt(squares)',
  ]),
  'half a penalty, in cost and gradient': mistake(
    /cost.*(half|0\.5|½)/is,
    [RETURNED_COST, 'loss / X.length + (lambda / 2) * squares'],
    [PENALTY, 'w.map((value) => lambda * value)'],
  ),
  'a bias penalised in cost and gradient': mistake(
    /(cost|gradient).*bias is penalised/is,
    [RETURNED_COST, 'loss / X.length + lambda * (squares + dot(b, b))'],
    ['b.map(() => 0)', 'b.map((value) => 2 * lambda * value)'],
  ),
  'a bias penalised in the gradient': mistake(/gradient.*bias is penalised/is, [
    'b.map(() => 0)',
    'b.map((value) => 2 * lambda * value)',
  ]),
  'a gradient without the mean': mistake(/gradient.*sum/is, [
    RESIDUAL,
    RESIDUAL.replace(' / n', ''),
  ]),
  'a gradient with the mean taken twice': mistake(/gradient.*twice/is, [
    RESIDUAL,
    `${RESIDUAL} / n`,
  ]),
  "a gradient without the penalty's 2": mistake(/gradient.*factor 2/is, [
    PENALTY,
    'w.map((value) => lambda * value)',
  ]),
  'a gradient without the penalty': mistake(/gradient.*penalty.*missing/is, [
    PENALTY,
    'w.map(() => 0)',
  ]),
  'a gradient that is transposed': mistake(/gradient.*transposed/is, [
    'return { dW, db };',
    'return { dW: Array.from(dW[0], (_, j) => dW.map((w) => w[j])), db };',
  ]),
  'Y − P for P − Y': mistake(/gradient.*sign/is, [RESIDUAL, `-${RESIDUAL}`]),
  'Y not subtracted': mistake(/gradient.*(Y|one-hot|label)/is, [RESIDUAL, 'P[i][k] / n']),
  'labels that are one too high': mistake(/(label|off by one|one-hot)/is, [
    'k === y[i] ?',
    'k === (y[i] + 1) % W.length ?',
  ]),
  'a last row that is left out': mistake(/gradient.*last row/is, ['i < n; i++', 'i < n - 1; i++']),
  'a bias gradient that is forgotten': mistake(/gradient.*(bias|db).*(zero|0)/is, [
    'db[k] += g;',
    '',
  ]),
  'a gradient that writes into W': mistake(/gradient.*chang(es|ed).*W/is, [
    `W.map((w) => ${PENALTY})`,
    'W;\n  for (const w of W) w.forEach((value, j) => (w[j] = 2 * lambda * value))',
  ]),
  'an update uphill': mistake(
    /update.*sign|uphill/is,
    [W_STEP, 'value + eta * dW[k][j]'],
    [B_STEP, 'value + eta * db[k]'],
  ),
  'an update without η': mistake(
    /update.*(η|eta)/is,
    [W_STEP, 'value - dW[k][j]'],
    [B_STEP, 'value - db[k]'],
  ),
  'a bias that is not updated': mistake(/update.*b\b/is, [B_STEP, 'value']),
};

/** Makes a mistake in the right solution. Throws where the edits no longer fit it. */
export function withMistake(right: string, { edits }: Mistake): string {
  return edits.reduce((source, [from, to]) => {
    if (source.split(from).length !== 2) throw new Error(`not once in the solution: ${from}`);
    return source.replace(from, () => to);
  }, right);
}

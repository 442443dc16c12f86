import { Check, figure, type Finding } from '../../checks';
import { crossEntropyOf } from '../checks/definitions';
import { rowOf, type OwnRows } from '../matrix';
import { initialParameters, standardisedRows, type CodeSubject } from './subject';
import type { WholeCheck } from './whole-check';

const overfitting = new Check('code-overfit-few', 'gradient');

const SAMPLES = 20;
const STEPS = 1000;
/** A loss near zero, in nats: a probability of 99 % for the right class. */
const NEAR_ZERO = 0.01;
/** The power method on a matrix of 20 × 20. */
const ITERATIONS = 50;

/** Checks that gradient and update take the loss of a few samples to zero, with a learning rate that is safe. */
export const overfitFew: WholeCheck = {
  check: overfitting,
  needs: ['gradient', 'update'],
  examine,
};

async function examine(subject: CodeSubject): Promise<Finding> {
  const rows = standardisedRows(subject, SAMPLES);
  const { rows: n, columns: d } = rows.X;
  if (d < n) {
    return overfitting
      .saw(`${d} features for ${n} samples`)
      .skipped('a linear model may be unable to learn so many by heart');
  }
  const first = initialParameters(subject);
  const before = crossEntropyOf({ rows, parameters: first, lambda: 0 });
  const all = Uint32Array.from({ length: n }, (_, i) => i);
  await subject.code.load(rows);
  const batches = new Array<Uint32Array>(STEPS).fill(all);
  // Softmax and cross-entropy have a curvature of at most 1/2 by the scores.
  const eta = 2 / largestSecondMoment(rows);
  const parameters = await subject.code.trainEpoch({ parameters: first, batches, lambda: 0, eta });
  const after = crossEntropyOf({ rows, parameters, lambda: 0 });
  const seen = `${STEPS} of its steps take the loss of ${n} samples from ${figure(before)} to ${figure(after)}`;
  const found = overfitting.saw(seen, { samples: n, before, after });
  if (after <= NEAR_ZERO) return found.passed('it can learn them by heart, as it should');
  return found.failed(
    'it cannot even learn them by heart',
    'see which other check fails: the steps do not lower the cost as they should',
  );
}

/** Returns λ_max of [X 1]ᵀ [X 1] / n, which is that of [X 1] [X 1]ᵀ / n. */
function largestSecondMoment({ X }: OwnRows): number {
  const { rows: n } = X;
  const gram = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n }, (_, k) => {
      const other = rowOf(X, k);
      return rowOf(X, i).reduce((sum, x, j) => sum + x * other[j], 1) / n;
    }),
  );
  let v = new Array<number>(n).fill(0).map((_, i) => 1 + (i % 3));
  let eigenvalue = 0;
  for (let iteration = 0; iteration < ITERATIONS; iteration++) {
    const next = gram.map((row) => row.reduce((sum, value, i) => sum + value * v[i], 0));
    eigenvalue = Math.hypot(...next) / Math.hypot(...v);
    v = next.map((value) => value / eigenvalue);
  }
  return eigenvalue;
}

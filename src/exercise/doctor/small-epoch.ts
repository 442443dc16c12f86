import { Check, figure, type Finding } from '../../checks';
import { meanProducts, meanRow, minus, oneHot, scoresOf, softmaxOf } from '../checks/definitions';
import { matrix, rowOf, type OwnParameters, type OwnRows } from '../matrix';
import { initialParameters, standardisedRows, type CodeSubject } from './subject';
import type { WholeCheck } from './whole-check';

const epoch = new Check('code-epoch', 'update');

/** A number of samples for which the last mini-batch isn't full. */
const SAMPLES = 230;
const BATCH = 60;
const LAMBDA = 0.1;
const ETA = 1e-3;
const TOLERANCE = 1e-9;

/** Checks an epoch of some mini-batches against the definition: what one step leaves, the next one needs. */
export const smallEpoch: WholeCheck = { check: epoch, needs: ['gradient', 'update'], examine };

async function examine(subject: CodeSubject): Promise<Finding> {
  const rows = standardisedRows(subject, SAMPLES);
  const first = initialParameters(subject);
  const numbers = Uint32Array.from({ length: rows.X.rows }, (_, i) => i);
  const batches = Array.from({ length: Math.ceil(numbers.length / BATCH) }, (_, i) =>
    numbers.subarray(i * BATCH, (i + 1) * BATCH),
  );
  await subject.code.load(rows);
  const settings = { parameters: first, batches, lambda: LAMBDA, eta: ETA };
  const own = await subject.code.trainEpoch(settings);
  const expected = batches.reduce((parameters, batch) => step(parameters, rows, batch), first);
  const error = largest(flat(own), flat(expected)) / largest(flat(expected));
  const seen =
    `after ${batches.length} mini-batches of ${rows.X.rows} samples, parameters are up to ` +
    `${figure(error)} of their largest from the definition`;
  const found = epoch.saw(seen, { samples: rows.X.rows, error });
  if (error <= TOLERANCE) return found.passed('each step goes on from the one before');
  return found.failed(
    'gradient and update, one after the other, do not make the steps of gradient descent',
    'where both are right by themselves: look for arrays that one changes and the other needs',
  );
}

/** A step by the definition. */
function step({ W, b }: OwnParameters, { X, y }: OwnRows, batch: Uint32Array): OwnParameters {
  const rows = new Float64Array(batch.length * X.columns);
  batch.forEach((number, i) => rows.set(rowOf(X, number), i * X.columns));
  const own = matrix(rows, X.columns);
  const labels = Array.from(batch, (number) => y[number]);
  const G = minus(softmaxOf(scoresOf(own, { W, b })), oneHot(labels, W.rows));
  const dW = meanProducts(G, own);
  const db = meanRow(G);
  const values = W.values.map((w, at) => w - ETA * (dW[at] + 2 * LAMBDA * w));
  return { W: { ...W, values }, b: b.map((value, k) => value - ETA * db[k]) };
}

function flat({ W, b }: OwnParameters): number[] {
  return [...W.values, ...b];
}

function largest(a: readonly number[], b: readonly number[] = []): number {
  return a.reduce((most, value, at) => Math.max(most, Math.abs(value - (b[at] ?? 0))), 0);
}

import { expect } from 'chai';
import type { Backend, FloatArray } from '../../src/backend';
import type { BatchPart } from '../../src/data';
import { LinearObjective, Metrics, type Stack } from '../../src/model';
import { defaultRng } from '../../src/random';
import type { Case } from './pass-cases';
import { parametersOf, samplesOf } from './passes';

/** Metrics that record what they were given of each row. */
class RecordedRows extends Metrics {
  readonly rows: number[] = [];

  override add(...row: Parameters<Metrics['add']>): void {
    super.add(...row);
    this.rows.push(...row);
  }
}

/**
 * Asserts that sums that hand out evaluations have the bits of sums alone, and the evaluations those
 * of a pass of their own, over a mini-batch in two parts.
 */
export function expectEvaluatedSums(backend: Backend, which: Case): void {
  const { count, loss, labelSmoothing } = which;
  const parameters = parametersOf(backend, which);
  const cost = new LinearObjective(backend, parameters, { objective: { loss, labelSmoothing } });
  const parts = partsOf(which);
  const added = recorded(parameters);
  const withMetrics = sumsOf(cost, parameters, parts, added);
  const alone = sumsOf(cost, parameters, parts);
  expect(haveSameBits(withMetrics, alone), 'the sums').to.equal(true);
  const evaluated = recorded(parameters);
  cost.evaluate(evaluated, parameters, parts);
  const rowsOf = (metrics: readonly RecordedRows[]) =>
    metrics.map(({ rows }) => Float64Array.from(rows));
  expect(haveSameBits(rowsOf(added), rowsOf(evaluated)), 'the evaluations').to.equal(true);
  expect(added[0].evaluation(0)).to.deep.equal(evaluated[0].evaluation(0));
  expect(added[0].rows).to.have.length(5 * count);
}

/** A third of the samples, which aren't the first, and then the rest. */
function partsOf(which: Case): BatchPart[] {
  const samples = samplesOf(which);
  const { count } = which;
  const numbers = defaultRng(3).permutation(count + 30);
  const third = Math.floor(count / 3);
  return [
    { samples, numbers, first: 10, count: third },
    { samples, numbers, first: 10 + third, count: count - third },
  ];
}

function sumsOf(
  cost: LinearObjective,
  parameters: Stack,
  parts: readonly BatchPart[],
  metrics?: readonly Metrics[],
) {
  const sums = cost.noSums();
  for (const part of parts) cost.add(sums, parameters, [part], metrics);
  return [sums.gradients.values, sums.losses, sums.weight];
}

const recorded = ({ members, classes }: Stack): RecordedRows[] =>
  members.map(() => new RecordedRows(classes));

const haveSameBits = (some: readonly FloatArray[], others: readonly FloatArray[]): boolean =>
  some.every((values, i) => Buffer.compare(bytesOf(values), bytesOf(others[i])) === 0);

const bytesOf = ({ buffer, byteOffset, byteLength }: FloatArray): Buffer =>
  Buffer.from(buffer, byteOffset, byteLength);

import { expect } from 'chai';
import { InferenceSession, Tensor } from 'onnxruntime-web';
import { encodeOnnx } from '../../src/exchange/onnx/encode-onnx';
import { predictorOf } from '../../src/library/predictor';
import type { FittedModel } from '../../src/model';
import { encodeRecord } from '../../src/tables/encode';
import type { Preparation } from '../../src/tables/preparation';
import { PREPARATION, preparedModel } from '../support/prepared';

type Inputs = Readonly<Record<string, string | number>>;

/** What ONNX Runtime makes of rows. */
async function runOnnx(model: FittedModel, rows: readonly Inputs[]) {
  const bytes = encodeOnnx(model)[0];
  const session = await InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  const shape = [rows.length, 1];
  const tensorOf = (name: string): Tensor => {
    const cells = rows.map((row) => row[name]);
    const isOfTexts = typeof cells[0] === 'string';
    if (isOfTexts) return new Tensor('string', cells as string[], shape);
    return new Tensor('float32', Float32Array.from(cells as number[]), shape);
  };
  const { inputNames } = session;
  const feeds = Object.fromEntries(inputNames.map((name) => [name, tensorOf(name)]));
  const { label, probabilities } = await session.run(feeds);
  await session.release();
  return {
    inputNames,
    labels: Array.from(label.data as BigInt64Array, Number),
    probabilities: probabilities.data as Float32Array,
  };
}

/** The inputs of a row, and the features that the preparation makes of them. */
type Case = readonly [string, Inputs, readonly number[]];

const inputs = (own: Inputs): Inputs => ({
  ...{ age: 30, height: 1.8, member: 'false', colour: 'red' },
  ...{ 'joined: year': 2020, 'joined: month': 2 },
  ...own,
});

const CASES: readonly Case[] = [
  ['all there', inputs({}), [30, 0, 1.8, 0, 0, 0, 0, 1, 0, 0, 2020, 2, 0]],
  ['no age', inputs({ age: NaN }), [40, 1, 1.8, 0, 0, 0, 0, 1, 0, 0, 2020, 2, 0]],
  [
    'no height, which was never missing',
    inputs({ height: NaN }),
    [30, 0, 1.75, 0, 0, 0, 0, 1, 0, 0, 2020, 2, 0],
  ],
  ['a member', inputs({ member: 'true' }), [30, 0, 1.8, 1, 0, 0, 0, 1, 0, 0, 2020, 2, 0]],
  [
    'a member in capitals',
    inputs({ member: 'TRUE' }),
    [30, 0, 1.8, 1, 0, 0, 0, 1, 0, 0, 2020, 2, 0],
  ],
  ['who knows', inputs({ member: '' }), [30, 0, 1.8, 1, 1, 0, 0, 1, 0, 0, 2020, 2, 0]],
  ['blue', inputs({ colour: 'blue' }), [30, 0, 1.8, 0, 0, 1, 0, 0, 0, 0, 2020, 2, 0]],
  ['an unknown colour', inputs({ colour: 'pink' }), [30, 0, 1.8, 0, 0, 0, 0, 0, 1, 0, 2020, 2, 0]],
  ['no colour', inputs({ colour: 'NA' }), [30, 0, 1.8, 0, 0, 0, 0, 0, 0, 1, 2020, 2, 0]],
  [
    'no date',
    inputs({ 'joined: year': NaN, 'joined: month': NaN }),
    [30, 0, 1.8, 0, 0, 0, 0, 1, 0, 0, 2020, 6, 1],
  ],
];

async function expectSame(model: FittedModel, cases: readonly Case[]): Promise<string[]> {
  const { inputNames, labels, probabilities } = await runOnnx(model, cases.map(([, own]) => own)); // prettier-ignore
  const predictor = await predictorOf(model, { backend: 'js' });
  const rows = cases.map(([, , features]) => features);
  const scores = predictor.scores(rows);
  predictor.toProbabilities(scores);
  const K = model.classes.length;
  cases.forEach(([what], i) => {
    const [ours, theirs] = [scores, probabilities].map((all) => [
      ...all.subarray(i * K, i * K + K),
    ]);
    ours.forEach((p, k) => expect(theirs[k], what).to.be.closeTo(p, 1e-5));
    expect(ours[labels[i]]).to.equal(Math.max(...ours));
  });
  return [...inputNames];
}

describe('a model of columns as an ONNX file', () => {
  it('has an input for each column, and for each part of a date, and gives our probabilities', async () => {
    const names = await expectSame(preparedModel(), CASES);
    expect(names).to.deep.equal(Object.keys(inputs({})));
    for (const [what, own, features] of CASES) {
      const [year, month] = [own['joined: year'], own['joined: month']];
      const joined = Number.isNaN(year) ? null : `${year}-0${month}-01`;
      expect([...encodeRecord(PREPARATION, { ...own, joined })], what).to.deep.equal(features);
    }
  });

  it('takes the same columns where none could be missing, and nothing is other', async () => {
    const columns = PREPARATION.columns.map((column) => ({
      ...column,
      canMiss: false,
      ...(column.kind === 'category' && { hasOther: false }),
    }));
    const left = [0, 2, 3, 5, 6, 7, 10, 11];
    const cases = CASES.map(
      ([what, own, features]) => [what, own, left.map((j) => features[j])] as const,
    );
    await expectSame(preparedModel({ ...PREPARATION, columns }), cases);
  });

  it('gives NaN where a value is missing that may not be', async () => {
    const columns = PREPARATION.columns.map((column) => ({ ...column, canMiss: false }));
    const model = preparedModel({ ...PREPARATION, columns, missing: 'error' });
    const { probabilities } = await runOnnx(model, CASES.map(([, own]) => own)); // prettier-ignore
    CASES.forEach(([what], i) => {
      const isMissing = /^(no|who) /.test(what);
      expect(Number.isNaN(probabilities[3 * i]), what).to.equal(isMissing);
    });
  });

  it('gives NaN for a number that is infinite, and for a text that means neither false nor true', async () => {
    const rows = [inputs({ height: Infinity }), inputs({ member: 'perhaps' }), inputs({})];
    const { probabilities } = await runOnnx(preparedModel(), rows);
    expect([...probabilities].map(Number.isNaN)).to.deep.equal([0, 0, 0, 0, 0, 0, 1, 1, 1].map((own) => own === 0)); // prettier-ignore
  });

  it('may have columns with the names of what is in the graph, or of a date without parts', async () => {
    const preparation: Preparation = {
      ...PREPARATION,
      columns: [
        { kind: 'number', name: 'W', median: 1, canMiss: false },
        { kind: 'number', name: 'label', median: 1, canMiss: false },
        { kind: 'number', name: 'IsNaN 0', median: 1, canMiss: true },
        { kind: 'number', name: 'seen: missing', median: 1, canMiss: false },
        { kind: 'date', name: 'seen', parts: [], medians: [], canMiss: true },
      ],
    };
    const own = { W: 1, label_: 2, 'IsNaN 0': NaN, 'seen: missing': 3, 'seen: missing_': 1 };
    const names = await expectSame(preparedModel(preparation), [['all', own, [1, 2, 1, 1, 3, 1]]]);
    expect(names).to.deep.equal(Object.keys(own));
  });
});

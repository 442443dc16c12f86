import { expect } from 'chai';
import { decodeJson, encodeJson } from '../../src/exchange/json';
import { saveModel } from '../../src/exchange';
import { decodeModel, encodeModel } from '../../src/exchange/safetensors-model';
import { decodeSafetensors } from '../../src/files';
import type { FittedModel } from '../../src/model';
import type { Preparation } from '../../src/tables/preparation';
import { smallModel } from '../support/models';
import { PREPARATION, preparedModel } from '../support/prepared';
import { rejection } from '../support/rejection';

const safetensors = (model: FittedModel): Buffer => Buffer.concat(encodeModel(model));
const json = (model: FittedModel): Buffer => Buffer.concat([...encodeJson(model)]);

/** A preparation with other fields in its column at `i`. */
function changed(i: number, change: Record<string, unknown>): Preparation {
  const columns = PREPARATION.columns.map((own, at) => (at === i ? { ...own, ...change } : own));
  return { ...PREPARATION, columns: columns };
}

const BAD: [string, object | string, RegExp][] = [
  ['no object', 'columns', /"preparation": /],
  ['no columns', { ...PREPARATION, columns: [] }, /"preparation.columns": /],
  ['an unknown kind', changed(0, { kind: 'colour' }), /"preparation.columns.0.kind": /],
  ['an unknown key', changed(0, { mean: 3 }), /unknown key "mean"/],
  ['a median that is none', changed(0, { median: null }), /"preparation.columns.0.median": /],
  [
    'a median between 0 and 1 of a boolean',
    changed(2, { median: 0.5 }),
    /"preparation.columns.2.median": /,
  ],
  ['an unknown part', changed(4, { parts: ['year', 'second'] }), /columns.4.parts.1": /],
  [
    'a column twice',
    changed(1, { name: 'age' }),
    /preparation.columns\[1\].name: expected each once, got "age" twice$/,
  ],
  ['a label as a column', { ...PREPARATION, labels: ['age'] }, /got "age", a label$/],
  [
    'a boolean of one text',
    changed(2, { yes: 'false' }),
    /columns\[2\].yes: expected another text than for no, got "false"$/,
  ],
  [
    'a category twice',
    changed(3, { categories: ['red', 'red', 'blue'] }),
    /columns\[3\].categories: expected each once, got "red" twice$/,
  ],
  [
    'fewer medians than parts',
    changed(4, { medians: [1] }),
    /columns\[4\].medians: expected 2 numbers, got 1$/,
  ],
  [
    'another category than the features',
    changed(3, { categories: ['blue', 'green', 'pink'] }),
    /featureNames\[7\]: expected "colour = pink", got "colour = red"$/,
  ],
  [
    'fewer features',
    changed(4, { canMiss: false }),
    /featureNames\[12\]: expected the 12 of the preparation, got "joined missing"$/,
  ],
  [
    'more features',
    { ...PREPARATION, columns: [...PREPARATION.columns, { kind: 'number', name: 'pay', median: 1, canMiss: false }] }, // prettier-ignore
    /featureNames\[13\]: expected "pay", got undefined$/,
  ],
];

describe('a model that knows its columns', () => {
  const model = preparedModel();
  const formats = { safetensors: [safetensors, decodeModel], json: [json, decodeJson] } as const;
  for (const [name, [encode, decode]] of Object.entries(formats)) {
    it(`is read as it was written: ${name}`, async () => {
      const { preparation, featureNames } = await decode(encode(model), 'x');
      expect(preparation).to.deep.equal(PREPARATION);
      expect(featureNames).to.deep.equal(model.featureNames);
    });
  }

  it('has a key that older versions refuse, and other models have none', () => {
    const keys = (own: FittedModel): string[] => {
      const { metadata } = decodeSafetensors(safetensors(own), 'x');
      const both = [JSON.parse(metadata.model), JSON.parse(String(json(own)))] as object[];
      return both.flatMap((content) => Object.keys(content));
    };
    expect(keys(model).filter((key) => key === 'preparation')).to.have.length(2);
    expect(keys(smallModel())).to.not.include('preparation');
  });

  for (const [what, preparation, message] of BAD) {
    it(`is refused in one sentence: ${what}`, async () => {
      const content = JSON.parse(String(json(model))) as object;
      const bytes = Buffer.from(JSON.stringify({ ...content, preparation }));
      const said = await rejection(() => decodeJson(bytes, 'm.json'), 'FILE_INVALID');
      expect(said)
        .to.match(message)
        .and.to.match(/^m\.json: [^\n]*$/);
    });
  }

  it('is refused before it is written, where it could not be read again', async () => {
    for (const [own, message] of [
      [{ ...model, featureNames: null }, /featureNames: expected those that the preparation makes, got none$/],
      [{ ...model, preparation: changed(0, { median: NaN }) }, /columns\[0\].median: expected a finite number, got NaN$/],
      [{ ...model, preparation: changed(4, { medians: [1, NaN] }) }, /columns\[4\].medians\[1\]: expected a finite/],
    ] as const) {
      expect(await rejection(() => saveModel('never.json', own), 'MODEL_INVALID')).to.match(message);
    }
  }); // prettier-ignore
});

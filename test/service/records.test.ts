import { expect } from 'chai';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dataSet, LinearClassifier, type Candidate } from '../../src';
import { PREPARATION, RECORDS, trainOnRecords } from '../support/prepared';
import { serveHere, type ServiceHere } from './service-here';

interface Answer {
  readonly message?: string;
  readonly predictions?: Candidate[][];
}

describe('a service with a model of columns', () => {
  let folder: string;
  let file: string;
  let classifier: LinearClassifier;
  let service: ServiceHere;
  before(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    file = path.join(folder, 'plans.safetensors');
    classifier = await trainOnRecords({ backend: 'js' });
    await classifier.save(file);
    service = await serveHere(file, { rows: 8 });
  });
  after(async () => {
    await service.stop();
    rmSync(folder, { recursive: true });
  });
  const ask = async (body: unknown): Promise<Answer & { status: number }> => {
    const response = await service.predict(body);
    return { status: response.status, ...((await response.json()) as Answer) };
  };

  it('answers records as the classifier does', async () => {
    const rows = RECORDS.slice(0, 7).map((own, i) => (i === 2 ? { ...own, colour: 'new' } : own));
    const expected = classifier.topK(rows, 2);
    const { status, predictions = [] } = await ask({ rows, k: 2 });
    expect(status).to.equal(200);
    predictions.forEach((own, i) => {
      own.forEach(({ label, probability }, k) => {
        expect(label).to.equal(expected[i][k].label);
        expect(probability).to.be.closeTo(expected[i][k].probability, 1e-6);
      });
    });
    const [best] = (await ask({ row: RECORDS[0] })).predictions ?? [];
    expect(best.map(({ label }) => label)).to.deep.equal([classifier.predict(RECORDS[0])]);
    const about = (await (await fetch(`${service.url}/model`)).json()) as { columns: unknown };
    expect(about.columns).to.deep.equal(PREPARATION.columns);
  });

  it('refuses what is no record, and names column and value of one that is wrong', async () => {
    const [record] = RECORDS;
    const cases: [unknown, RegExp][] = [
      [{ rows: [record, { ...record, age: 'old' }] }, /^rows\[1\]: column "age": expected a number, got "old"$/],
      [{ row: { ...record, age: [3] } }, /^row: column "age": expected a number, a text, .*got an object/],
      [{ row: [1, 2] }, /^row: expected an object of values by column, got an object of type Array$/],
      [{ row: {} }, /^row: expected values of columns such as age, height/],
      [{ row: null }, /^row: expected an object of values by column, got null$/],
    ];
    for (const [body, message] of cases) {
      expect(await ask(body)).to.deep.include({ status: 400 }).and.to.have.property('message').that.matches(message);
    }
    const headers = { 'content-type': 'application/octet-stream' };
    const bytes = await fetch(`${service.url}/predict`, { method: 'POST', headers, body: 'abc' });
    expect([bytes.status, ((await bytes.json()) as Answer).message]).to.deep.equal([400, 'body: expected JSON with objects of values by column, got bytes']);
  }); // prettier-ignore

  it('takes a model of the same columns in its place, whatever their categories, and no other', async () => {
    const columns = PREPARATION.columns.map((own) => (own.kind === 'category' ? { ...own, categories: ['red'] } : own)); // prettier-ignore
    const save = async (preparation: typeof PREPARATION): Promise<void> => {
      await (await trainOnRecords({ backend: 'js' }, preparation)).save(file);
      await service.reload();
    };
    await save({ ...PREPARATION, columns });
    expect(service.events.at(-1)?.event).to.equal('swapped');
    expect((await ask({ row: RECORDS[0] })).status).to.equal(200);
    await save({ ...PREPARATION, columns: columns.slice(1) });
    expect(service.events.at(-1)).to.include({ event: 'refused' });
    expect((await service.health()).refused?.message).to.equal(
      'columns: expected those of the current model, got none, or another, for "age" (number); serve it at another port',
    );
  });
});

describe('a service with a model whose features have names', () => {
  it('takes records of numbers beside rows', async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'onelayer-'));
    const file = path.join(folder, 'named.json');
    const X = [[2, 1], [-1, 3], [1, 2], [-2, 0]]; // prettier-ignore
    const set = dataSet({ X, labels: [1, 0, 1, 0], featureNames: ['x', 'y'] });
    await (await new LinearClassifier({ backend: 'js', epochs: 5, batchSize: 2 }).fit(set)).save(file);
    const service = await serveHere(file);
    const answer = async (row: unknown) => (await (await service.predict({ row })).json()) as Answer;
    expect((await answer({ y: 1, x: 2 })).predictions).to.deep.equal((await answer([2, 1])).predictions);
    expect((await answer({ y: 1 })).message).to.equal('row: column "x": expected a value, got none');
    await service.stop();
    rmSync(folder, { recursive: true });
  }); // prettier-ignore
});

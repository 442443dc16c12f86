import { expect } from 'chai';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Candidate } from '../../src';
import { Batcher } from '../../src/service/batcher';
import { failureOf } from '../support/rejection';

/** Answers each row with itself and its name, and remembers what it was asked. */
class FakeClassifier {
  readonly calls: { rows: readonly number[][]; k: number }[] = [];

  constructor(
    private readonly name: string,
    private readonly milliseconds = 0,
  ) {}

  encoded(rows: readonly number[][]): Promise<readonly number[][]> {
    return Promise.resolve(rows);
  }

  topK(rows: readonly number[][], k: number): Candidate[][] {
    this.calls.push({ rows, k });
    for (const end = performance.now() + this.milliseconds; performance.now() < end;);
    if (rows.some((row) => row.length !== 1)) throw new TypeError('rows: expected one number each');
    return rows.map(([x]) =>
      Array.from({ length: k }, (_, index) => ({ label: this.name, index, probability: x })),
    );
  }
}

describe('the batcher of the service', () => {
  const limits = { rows: 4, wait: 20 };
  const numbers = (predictions: Candidate[][]) =>
    predictions.map(([{ probability }]) => probability);
  let classifier: FakeClassifier;
  let batcher: Batcher;
  beforeEach(() => {
    classifier = new FakeClassifier('old');
    batcher = new Batcher(limits);
  });

  const ask = (...xs: number[]) =>
    batcher.answer({ classifier, rows: xs.map((x) => [x]), k: 1 }).then(numbers);

  it('asks once for requests that come together, and gives each its own predictions', async () => {
    const questions = [
      { rows: [[1]], k: 2 },
      { rows: [[2], [3]], k: 1 },
    ];
    const [one, two] = await Promise.all(
      questions.map((question) => batcher.answer({ classifier, ...question })),
    );
    expect(classifier.calls).to.deep.equal([{ rows: [[1], [2], [3]], k: 2 }]);
    expect(one.map((candidates) => candidates.length)).to.deep.equal([2]);
    expect(two.map((candidates) => candidates.length)).to.deep.equal([1, 1]);
    expect([numbers(one), numbers(two)]).to.deep.equal([[1], [2, 3]]);
  });

  it('waits for others no longer than it may', async () => {
    const start = performance.now();
    await ask(1);
    expect(performance.now() - start).to.be.within(limits.wait - 2, 1000);
  });

  it('waits for nothing once a batch is full, and leaves the rest to the next one', async () => {
    batcher = new Batcher({ ...limits, wait: 60_000 });
    const first = await Promise.all([ask(1, 2, 3), ask(4, 5), ask(6, 7)]);
    expect(first).to.deep.equal([
      [1, 2, 3],
      [4, 5],
      [6, 7],
    ]);
    expect(classifier.calls.map(({ rows }) => rows.length)).to.deep.equal([3, 4]);
    expect(batcher.waiting).to.equal(0);
  });

  it('answers what comes while a batch is due, and after it', async () => {
    batcher = new Batcher({ ...limits, wait: 1 });
    const due = [ask(1, 2, 3), ask(4, 5)];
    const during = Promise.all(due.map((answer, i) => answer.then(() => ask(10 + i))));
    expect(await during).to.deep.equal([[10], [11]]);
    await sleep(10);
    expect(await ask(20)).to.deep.equal([20]);
  });

  it('answers each request by the classifier that it came for', async () => {
    const next = new FakeClassifier('new');
    const predictions = await Promise.all(
      [classifier, next, next, classifier].map((one, i) =>
        batcher.answer({ classifier: one, rows: [[i]], k: 1 }),
      ),
    );
    expect(predictions.map(([[{ label, probability }]]) => [label, probability])).to.deep.equal([
      ['old', 0],
      ['new', 1],
      ['new', 2],
      ['old', 3],
    ]);
    expect([classifier.calls.length, next.calls.length]).to.deep.equal([2, 1]);
  });

  it('fails the request at fault alone', async () => {
    const bad = batcher.answer({ classifier, rows: [[1, 2]], k: 1 });
    const [one, error, two] = await Promise.all([ask(1), failureOf(bad), ask(2)]);
    expect([one, two]).to.deep.equal([[1], [2]]);
    expect(error?.message).to.equal('rows: expected one number each');
  });

  it('answers batches for some time before the event loop turns, and then lets it turn', async () => {
    const slow = new FakeClassifier('slow', 0.2);
    let turns = 0;
    const turn = (): void => {
      turns++;
      setImmediate(turn).unref();
    };
    turn();
    const question = { classifier: slow, rows: [[1], [2], [3]], k: 1 };
    await Promise.all(Array.from({ length: 100 }, () => batcher.answer(question)));
    expect(slow.calls.length).to.equal(100);
    // 20 ms of work, of which a turn may do 10. On a busy machine it takes more, but not 100.
    expect(turns).to.be.within(2, 50);
  });
});

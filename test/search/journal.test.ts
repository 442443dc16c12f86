import { expect } from 'chai';
import fs from 'node:fs';
import path from 'node:path';
import { readJournal, watchJournal, type SearchSpace, type SweepPlan } from '../../src/search';
import { rejection } from '../support/rejection';
import { DATA, FIXED, swept, whileFailing, withoutTimes } from '../support/sweeps';
import { temporaryFolder } from '../support/temporary-folder';

const SPACE: SearchSpace = { lambda: [0, 0.1], eta: [0.01, 0.1], momentum: [0, 0.9] };

describe('the journal of a sweep', () => {
  const folder = temporaryFolder();
  const file = (): string => path.join(folder(), 'sweep.jsonl');
  const plan = (more: Partial<SweepPlan> = {}): SweepPlan => ({
    ...{ space: SPACE, fixed: FIXED, journal: file() },
    ...more,
  });
  /** The lines without times, in the order of trials. */
  const lines = () =>
    fs
      .readFileSync(file(), 'utf8')
      .split('\n')
      .map((line) => line.replace(/"seconds":[^,}]*/, ''))
      .sort();

  it('has all that was found, and nothing else is left', async () => {
    const { results } = await swept(plan());
    const journal = await readJournal(file());
    expect(journal).to.deep.equal({ results, finished: 8, hasEnded: true, test: null });
    expect(fs.readdirSync(folder())).to.deep.equal(['sweep.jsonl']);
    const again = await swept(plan());
    expect(again.results, 'nothing is trained again').to.deep.equal(results);
    expect(again.trials).to.have.length(8);
  });

  for (const [title, more] of [
    ['plain', {}],
    ['halved', { halving: { factor: 2, epochs: 1 } }],
    ['by folds', { folds: 2 }],
    [
      'by the batch solver',
      { fixed: { solver: 'lbfgs', epochs: 30 }, space: { lambda: [0.01, 0.1] } },
    ],
    ['by folds, halved', { folds: 2, halving: { factor: 2, epochs: 2 } }],
  ] as const) {
    it(`goes on after each stop, to the same bits: ${title}`, async () => {
      const data = 'folds' in more ? { training: DATA.training } : DATA;
      const whole = await swept({ ...plan(more), journal: undefined }, data);
      const models = [];
      for (const stopAfter of [1, 3, 6, 7, 9, 12, 20]) {
        models.push((await swept(plan(more), data, { stopAfter })).model);
      }
      const { results, model } = await swept(plan(more), data);
      expect(withoutTimes(results.trials)).to.deep.equal(withoutTimes(whole.results.trials));
      expect(results.chosen).to.equal(whole.results.chosen);
      const kept = [...models, model].filter((one) => (one as unknown) !== undefined).at(-1)!;
      expect(kept.parameters.values).to.deep.equal(whole.model.parameters.values);
      expect(fs.readdirSync(folder())).to.deep.equal(['sweep.jsonl']);
      const scores = fs.readFileSync(file(), 'utf8').match(/"trial":\d+,"rung":\d+,"fold":[^,]+/g)!;
      expect(new Set(scores).size, 'no line twice').to.equal(scores.length);
    });
  }

  it('drops a last line that is not whole, and goes on', async () => {
    await swept(plan());
    const whole = lines();
    const bytes = fs.readFileSync(file());
    const header = bytes.indexOf('\n') + 1;
    for (const length of [0, 5, header - 1, header, header + 30, bytes.length - 1]) {
      fs.writeFileSync(file(), bytes.subarray(0, length));
      await swept(plan());
      expect(lines(), `cut to ${length} bytes`).to.deep.equal(whole);
    }
  });

  it('tries failed trials again', async () => {
    const isBad = ({ eta }: { eta: number }): boolean => eta === 0.1;
    const first = await whileFailing(isBad, () => swept(plan()));
    expect(first.results.trials.filter(({ failure }) => failure !== null)).to.have.length(4);
    expect((await readJournal(file())).finished).to.equal(8);
    const whole = await swept({ ...plan(), journal: undefined });
    const second = await swept(plan());
    expect(withoutTimes(second.results.trials)).to.deep.equal(withoutTimes(whole.results.trials));
  });

  it('is refused to another sweep, naming what differs', async () => {
    await swept(plan());
    const before = fs.readFileSync(file(), 'utf8');
    const refused = (more: Partial<SweepPlan>, data = DATA) =>
      rejection(() => swept(plan(more), data), 'CHECKPOINT_MISMATCH');
    expect(await refused({ fixed: { ...FIXED, epochs: 5 } })).to.equal(
      `${file()} is of another sweep: epochs was 4, and is 5`,
    );
    expect(await refused({ space: { ...SPACE, eta: [0.1] } })).to.include(
      'space.eta was [0.01,0.1], and is [0.1]',
    );
    expect(await refused({ halving: { factor: 3, epochs: 1 } })).to.include(
      'halving was not given, and is {"factor":3,"epochs":1}',
    );
    const other = { training: DATA.validation, validation: DATA.training };
    expect(await refused({}, other)).to.include('the training set had 44');
    expect(fs.readFileSync(file(), 'utf8')).to.equal(before);
  });

  it('is not begun over another file', async () => {
    for (const text of ['my notes', 'my notes\n', '{"onelayer":"sweep","version":2}\n']) {
      fs.writeFileSync(file(), text);
      expect(await rejection(() => swept(plan()), 'FILE_INVALID')).to.include('the journal of a');
      expect(fs.readFileSync(file(), 'utf8')).to.equal(text);
    }
    await rejection(() => readJournal(path.join(folder(), 'missing')), 'FILE_INVALID');
  });

  it('names a damaged line', async () => {
    await swept(plan());
    fs.appendFileSync(file(), '{"trial":0}\n');
    expect(await rejection(() => readJournal(file()), 'FILE_INVALID')).to.match(/in line 11, got/);
    const whole = fs.readFileSync(file(), 'utf8').replace('"trial":1,', '"trial":99,');
    fs.writeFileSync(file(), whole);
    expect(await rejection(() => readJournal(file()), 'FILE_INVALID')).to.include('in line');
  });

  it('is watched while it grows, to the end', async () => {
    const running = swept(plan({ fixed: { ...FIXED, epochs: 40 } }));
    const seen: number[] = [];
    while (!fs.existsSync(file())) await new Promise((resolve) => setTimeout(resolve, 5));
    let hasEnded = false;
    for await (const journal of watchJournal(file())) {
      seen.push(journal.finished);
      ({ hasEnded } = journal);
    }
    await running;
    expect(seen.at(-1)).to.equal(8);
    expect(hasEnded).to.equal(true);
    expect([...seen].sort((a, b) => a - b)).to.deep.equal(seen);
  });
});

import { expect } from 'chai';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { selectBackend } from '../../src/backend';
import {
  prepareSweep,
  readJournal,
  watchJournal,
  type SearchSpace,
  type SweepPlan,
} from '../../src/search';
import { ownIdentity, type ProcessIdentity } from '../../src/search/journal/machine';
import { rejection } from '../support/rejection';
import { DATA, FIXED, swept, whileFailing, withoutTimes } from '../support/sweeps';
import { temporaryFolder } from '../support/temporary-folder';
import { until } from '../support/child';

const SPACE: SearchSpace = { lambda: [0, 0.1], eta: [0.01, 0.1], momentum: [0, 0.9] };

describe('a journal that several processes share', () => {
  const folder = temporaryFolder();
  const file = (): string => path.join(folder(), 'sweep.jsonl');
  const work = (name = ''): string => path.join(`${file()}.work`, name);
  const plan = (more: Partial<SweepPlan> = {}): SweepPlan => ({
    ...{ space: SPACE, fixed: FIXED, journal: file() },
    ...more,
  });

  /** Returns what work results in, and how many trainings it took. */
  async function counted<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
    let trained = 0;
    const count = (): boolean => ++trained < 0;
    const result = await whileFailing(count, work);
    return [result, trained];
  }

  /** Stops a sweep in its midst, and returns what it has left there. */
  async function stopped(): Promise<string[]> {
    await swept(plan({ fixed: { ...FIXED, epochs: 40 } }), DATA, { stopAfter: 40 });
    return fs.readdirSync(work());
  }
  const again = (leaseMs?: number) => {
    const timing = leaseMs === undefined ? undefined : { beatMs: 20, leaseMs };
    return swept(plan({ fixed: { ...FIXED, epochs: 40 } }), DATA, { timing });
  };

  for (const [title, more] of [
    ['plain', {}],
    ['halved', { halving: { factor: 2, epochs: 1 } }],
    ['by folds, halved', { folds: 2, halving: { factor: 2, epochs: 2 } }],
  ] as const) {
    it(`trains each trial once, and ends everywhere as alone: ${title}`, async () => {
      const data = 'folds' in more ? { training: DATA.training } : DATA;
      const [alone, aloneTrained] = await counted(() =>
        swept({ ...plan(more), journal: undefined }, data),
      );
      const [all, trained] = await counted(() =>
        Promise.all([1, 2, 3].map(() => swept(plan(more), data))),
      );
      expect(trained, 'trainings').to.equal(aloneTrained);
      for (const { model, results, trials } of all) {
        expect(withoutTimes(results.trials)).to.deep.equal(withoutTimes(alone.results.trials));
        expect(results.chosen).to.equal(alone.results.chosen);
        expect(model.parameters.values).to.deep.equal(alone.model.parameters.values);
        expect(trials, 'each is told of everywhere').to.have.length(8);
      }
      expect(fs.readdirSync(folder())).to.deep.equal(['sweep.jsonl']);
      expect(await readJournal(file())).to.deep.include({ finished: 8, hasEnded: true });
    });
  }

  it('gives back at once what a stopped process has claimed, and keeps its lines and states', async () => {
    const left = await stopped();
    expect(left.filter((name) => /claim|process/.test(name))).to.deep.equal([]);
    expect(left.some((name) => /^rung0-fold0-trials0-2-4-6\..*\.safetensors$/.test(name))).to.equal(
      true,
    );
    await again();
    expect(fs.readdirSync(folder())).to.deep.equal(['sweep.jsonl']);
  });

  it('gives back what is claimed when it is closed', async () => {
    const { journal } = await prepareSweep(selectBackend({ backend: 'js' }), DATA, plan());
    expect(await journal.claims.take(['chosen'])).to.deep.equal(['chosen']);
    expect(fs.existsSync(work('chosen.claim'))).to.equal(true);
    await journal.close();
    expect(fs.readdirSync(folder())).to.deep.equal(['sweep.jsonl']);
  });

  it('ends with the model of the chosen trial, even if another process wrote its own last', async () => {
    const { model: other } = await swept({ space: { eta: [5] }, fixed: FIXED });
    const { model: right } = await swept({ ...plan(), journal: undefined });
    const { model } = await swept(plan(), DATA, { meanwhile: (best) => best.write(other) });
    expect(model.parameters.values).to.deep.equal(right.parameters.values);
  });

  it('leaves out the torn last line of a killed process', async () => {
    await swept(plan({ journal: `${file()}.whole` }));
    const [header, ...lines] = fs.readFileSync(`${file()}.whole`, 'utf8').split('\n');
    const trials = lines.slice(0, 8);
    fs.mkdirSync(work());
    fs.writeFileSync(file(), `${header}\n`);
    fs.writeFileSync(work('a-1-0.jsonl'), `${trials[0]}\n${trials[1].slice(0, 20)}`);
    fs.writeFileSync(work('b-1-0.jsonl'), `${trials[2]}\n\0\0\0\0\n`);
    fs.writeFileSync(work('c-1-0.jsonl'), trials[3]);
    expect((await readJournal(file())).finished).to.equal(2);
    const { results } = await swept(plan());
    const whole = await readJournal(`${file()}.whole`);
    expect(withoutTimes(results.trials)).to.deep.equal(withoutTimes(whole.results.trials));
  });

  it('refuses two scores of one training that differ', async () => {
    await swept(plan());
    fs.mkdirSync(work());
    const line = /.*"trial":5.*/.exec(fs.readFileSync(file(), 'utf8'))![0];
    fs.writeFileSync(work('a-1-0.jsonl'), `${line.replace(/"seconds":[^,}]*/, '"seconds":7')}\n`);
    expect((await readJournal(file())).hasEnded, 'the same twice').to.equal(true);
    fs.appendFileSync(work('a-1-0.jsonl'), `${line.replace('"accuracy":0', '"accuracy":1')}\n`);
    expect(await rejection(() => swept(plan()), 'FILE_INVALID')).to.match(
      /two processes have found different scores for trial 5: .* and /,
    );
  });

  /** Claims trials for a process, as another one would. */
  function claimFor(identity: ProcessIdentity | null, trials: readonly number[]): void {
    fs.mkdirSync(work(), { recursive: true });
    if (identity !== null) {
      fs.writeFileSync(work('other-1-0.process'), JSON.stringify({ ...identity, beat: 0 }));
    }
    for (const trial of trials) {
      fs.writeFileSync(work(`rung0-fold0-trial${trial}.claim`), 'other-1-0');
    }
  }

  const elsewhere = { ...ownIdentity(), host: 'far', machine: 'far away' };

  it('takes over at once what a process of this machine had that is no more', async () => {
    for (const gone of [{ pid: 4194304 }, { began: '0' }]) {
      claimFor({ ...ownIdentity(), ...gone }, [0, 1, 2, 3, 4, 5, 6, 7]);
      await swept(plan({ journal: file() }));
      expect(fs.readdirSync(folder())).to.deep.equal(['sweep.jsonl']);
      fs.rmSync(file());
    }
  });

  it('takes over what a process of another host had after its lease, whatever the clocks say', async () => {
    claimFor(elsewhere, [3, 4]);
    // Of a process that was killed while it made a claim.
    fs.writeFileSync(work('rung0-fold0-trial5.claim'), '');
    const future = Date.now() / 1000 + 1e6;
    for (const name of fs.readdirSync(work())) fs.utimesSync(work(name), future, future);
    const began = performance.now();
    const { results } = await again(400);
    expect(performance.now() - began).to.be.above(400);
    expect(results.trials.every(({ rungs }) => rungs.length === 1)).to.equal(true);
    expect(fs.readdirSync(folder())).to.deep.equal(['sweep.jsonl']);
  });

  it('waits for a process that gives signs of life', async () => {
    claimFor(elsewhere, [6]);
    let beats = 0;
    const beating = setInterval(() => {
      const text = JSON.stringify({ ...elsewhere, beat: ++beats });
      fs.writeFileSync(work('other-1-0.process'), text);
    }, 50);
    const running = again(500);
    await until('all but one are trained', () => {
      const lines = fs.readdirSync(work()).filter((name) => name.endsWith('.jsonl'));
      return (
        lines
          .map((name) => fs.readFileSync(work(name), 'utf8'))
          .join('')
          .split('\n').length > 7
      );
    });
    await setTimeout(1000);
    expect((await readJournal(file())).finished).to.equal(7);
    clearInterval(beating);
    const { progress, results } = await running;
    expect(results.trials[6].rungs).to.have.length(1);
    expect(progress.filter(({ isWaiting }) => isWaiting)).to.have.length.above(1);
    expect(progress.find(({ isWaiting }) => isWaiting)).to.deep.include({
      finished: 7,
      processes: 2,
    });
  });

  it('stops by a signal while it waits for others', async () => {
    claimFor(elsewhere, [0, 1, 2, 3, 4, 5, 6, 7]);
    const left = fs.readdirSync(work());
    const controller = new AbortController();
    const reason = new Error('enough');
    const stopping = swept(plan(), DATA, { signal: controller.signal });
    await until('it has begun', () => fs.existsSync(file()));
    await setTimeout(50);
    controller.abort(reason);
    expect(await stopping.catch((error: unknown) => error)).to.equal(reason);
    expect(fs.readdirSync(work())).to.deep.equal(left);
  });

  it('tries a failed trial no second time in processes that run beside', async () => {
    const isBad = ({ eta }: { eta: number }): boolean => eta === 0.1;
    const all = await whileFailing(isBad, () =>
      Promise.all([1, 2].map(() => swept(plan({ fixed: { ...FIXED, epochs: 40 } })))),
    );
    for (const { results } of all) {
      expect(results.trials.filter(({ failure }) => failure !== null)).to.have.length(4);
    }
    const failures = fs.readFileSync(file(), 'utf8').match(/"failure"/g);
    expect(failures).to.have.length(4);
  });

  it('is refused to a process with other settings or data, which leaves nothing there', async () => {
    const left = await stopped();
    expect(await rejection(() => swept(plan()), 'CHECKPOINT_MISMATCH')).to.include(
      'epochs was 40, and is 4',
    );
    expect(fs.readdirSync(work())).to.deep.equal(left);
  });

  it('is watched while several write', async () => {
    const long = () => swept(plan({ fixed: { ...FIXED, epochs: 60 } }));
    const running = Promise.all([long(), long()]);
    await until('it has begun', () => fs.existsSync(file()));
    const seen: number[] = [];
    let hasEnded = false;
    for await (const journal of watchJournal(file())) {
      seen.push(journal.finished);
      ({ hasEnded } = journal);
    }
    await running;
    expect([...seen].sort((a, b) => a - b)).to.deep.equal(seen);
    expect([seen.at(-1), hasEnded]).to.deep.equal([8, true]);
  });
});

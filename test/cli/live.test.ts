import { expect } from 'chai';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathCommand } from '../../src/cli/path/path-command';
import { sweepCommand } from '../../src/cli/sweep/sweep-command';
import type { LiveState } from '../../src/live';
import { ask } from '../../src/live/requests';
import type { Results } from '../../src/report';
import { readCheckpoint } from '../../src/training';
import { asking, eventUntil } from '../live/sse';
import { expectPublishedForm } from '../support/published-form';
import { startBin, type RunningScript } from '../support/run-bin';
import { captured, runHere, withCache } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';
import { TINY } from '../support/tiny-cifar10';
import { tinyTraining } from '../support/tiny-training';

/** The address that a command says. */
async function addressOf(running: RunningScript): Promise<string> {
  let said = '';
  const hear = (text: string): void => void (said += text);
  running.child.stdout!.on('data', hear);
  running.child.stderr!.on('data', hear);
  await running.said(/http:[^"\s]+\/["\n]/);
  return /http:[^"\s]+\//.exec(said)![0];
}

/** The address of the page of the newest training. */
async function pageOf(url: string): Promise<string> {
  const { headers } = await asking(url);
  return new URL(headers.location!, url).href;
}

const stateOf = async (page: string): Promise<LiveState> =>
  JSON.parse(String((await asking(`${page}state`)).body)) as LiveState;

const post = async (url: string): Promise<number> => (await asking(url, 'POST')).status;

describe('--live', function () {
  this.timeout(120_000);
  const { at, start, train, learnt } = tinyTraining();
  const folder = temporaryFolder();

  const begun: RunningScript[] = [];
  afterEach(() => {
    for (const { child } of begun.splice(0)) child.kill('SIGKILL');
  });
  const begin = (running: RunningScript): RunningScript => {
    begun.push(running);
    return running;
  };

  it('shows a training, has checkpoints written, and stops it with the best weights', async () => {
    const running = begin(start('--live', '--epochs', '99999', '--out', at('out')));
    const page = await pageOf(await addressOf(running));
    const events = await eventUntil(page, ({ data }) =>
      data.runs.some(({ epoch, weights }) => epoch > 3 && weights !== null),
    );
    const { data } = events.at(-1)!;
    expect(data).to.deep.include({ phase: 'training', canStop: true, canCheckpoint: true });
    expect(data.samples).to.deep.equal({ training: 17, validation: 3, test: 4 });
    expect(data.progress).to.deep.include({ unit: 'epoch', total: 99_999 });
    const { url } = data.runs.find(({ weights }) => weights !== null)!.weights!;
    expect((await asking(new URL(url, page).href)).body.length).to.equal(4 * 10 * 3072);

    expect(await post(`${page}checkpoint`)).to.equal(202);
    await eventUntil(page, (event) => event.data.checkpointed !== null);
    const { progress } = await readCheckpoint(at('out/run.ckpt'));
    expect(progress.epoch).to.be.above(0);

    expect(await post(`${page}stop`)).to.equal(202);
    const [{ data: end }] = (await eventUntil(page, (event) => event.data.phase === 'ended')).slice(
      -1,
    );
    expect(end).to.deep.include({ ending: 'asked', canStop: false, asked: [] });
    // The last weights and the last progress are those of the end.
    const whole = (await stateOf(page)).runs;
    expect(whole).to.have.length(4);
    for (const { epoch, weights } of whole) {
      expect(weights!.epoch)
        .to.equal(end.progress!.done)
        .and.to.be.within(epoch, epoch + 1);
    }
    const { code, stdout } = await running.outcome;
    expect(code).to.equal(0);
    expect(stdout).to.match(
      /ended on request after \d+ of 99999 epochs, with the weights of epoch/,
    );
    learnt('out');
    const { runs } = JSON.parse(readFileSync(at('out/results.json'), 'utf8')) as {
      runs: { endedOnRequest: boolean; bestEpoch: number; test: object }[];
    };
    for (const { endedOnRequest, bestEpoch, test } of runs) {
      expect(endedOnRequest).to.equal(true);
      expect(bestEpoch).to.be.above(0);
      expect(test).to.be.an('object');
    }
    // The server stays for pages that are loaded again.
    expect((await asking(page)).status).to.equal(200);
  });

  // The server is found as Linux tells it.
  const itOnLinux = existsSync('/proc/self/task') ? it : it.skip;
  itOnLinux(
    'leaves the training alone when its server is killed; `watch` goes on at its address',
    async () => {
      const options = ['--epochs', '99999', '--out', at('out'), '--configuration', '2'];
      const running = begin(start('--live', ...options));
      const url = await addressOf(running);
      const page = await pageOf(url);
      process.kill(serverOf(running.child.pid!), 'SIGKILL');
      await running.said(
        /note: the server of the live page has ended; the training goes on: .* watch /,
      );
      const watching = begin(startBin('onelayer', ['watch', at('out'), '--json']));
      expect(await addressOf(watching)).to.equal(url);
      const [{ data }] = await eventUntil(page, () => true);
      expect(data.phase).to.equal('training');
      await eventUntil(page, (event) =>
        event.data.runs.some(({ epoch }) => epoch > data.runs[0].epoch),
      );
      running.child.kill('SIGKILL');
      await eventUntil(page, (event) => event.data.phase === 'silent');
      await running.outcome;
      await watching.said(/"phase":"silent"/);
      watching.child.kill('SIGINT');
      expect((await watching.outcome).code).to.equal(0);
    },
  );

  it('changes no bit of a training, and ends with it where no page is open', async () => {
    const options = ['--epochs', '3'];
    const { code, stdout, stderr } = await train(...options, '--live', '--out', at('live'));
    expect(code, stderr).to.equal(0);
    await train(...options, '--out', at('plain'));
    expect(learnt('live')).to.deep.equal(learnt('plain'));
    const url = /http:\S+\//.exec(stdout)![0];
    await gone(url);
    expect(existsSync(at('live/.live-address.json'))).to.equal(false);
  });

  it('of a search shows its trials', async () => {
    const rows = ['a,b,c', '0,1,x', '1,0,y', '0,2,x', '2,0,y', '0,3,x', '3,0,y'];
    const table = [...rows, ...rows.slice(1), ...rows.slice(1)].join('\n');
    writeFileSync(path.join(folder(), 'table.csv'), table);
    const out = path.join(folder(), 'out');
    const options = ['--label', 'c', '--lambdas', '1,0.1', '--out', out, '--live', '--no-report'];
    const { code, stderr } = await runHere('fit', path.join(folder(), 'table.csv'), ...options);
    expect(code, stderr).to.equal(0);
    const lines = readFileSync(path.join(out, 'live.jsonl'), 'utf8').trim().split('\n');
    const kinds = lines.map((line) => (JSON.parse(line) as { kind: string }).kind);
    expect(kinds.filter((kind) => kind === 'trial')).to.have.length(2);
    expect(kinds).to.include.members(['start', 'data', 'progress']);
    expect(kinds.at(-1)).to.equal('ended');
  });

  /** Asks a search in this process to stop, once it can; reads the kinds of lines of its journal. */
  async function stopSearch(out: string): Promise<void> {
    const journal = path.join(out, 'live.jsonl');
    const canStop = (): boolean =>
      existsSync(journal) && readFileSync(journal, 'utf8').includes('"requests":["stop"]');
    while (!canStop()) await new Promise((resolve) => setTimeout(resolve, 20));
    ask(out, 'stop');
  }

  for (const [name, command, options] of [
    ['sweep', sweepCommand, ['--epochs', '2,200000', '--eta', '0.001,0.01']],
    ['path', pathCommand, ['--lambdas', 'log:1e-6:1:5000', '--tolerance', '1e-9']],
  ] as const) {
    it(`stops a ${name}, which trains the best so far`, async () => {
      const out = at('out');
      const journal = name === 'sweep' ? ['--journal', at('sweep.jsonl')] : [];
      const data = ['--all-batches', '--validation', '3', '--out', out, '--live'];
      const argv = ['node', 'onelayer', ...data, ...options, ...journal];
      const world = { edition: TINY, sources: [] };
      const [{ code, stdout, stderr }] = await Promise.all([
        withCache(at('cache'), () => captured((signal) => command(argv, signal, world))),
        stopSearch(out),
      ]);
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include('The search was ended before all was tried.');
      if (name === 'sweep') expect(stdout).to.match(/to go on with it:\n.*sweep\.jsonl/);
      const results = JSON.parse(readFileSync(at('out/results.json'), 'utf8')) as Results;
      expectPublishedForm('results', results);
      const { chosen, isCut, trials } = results.search!;
      expect(isCut).to.equal(true);
      expect(results.runs[0].lambda).to.equal(trials[chosen!].settings.lambda ?? 0);
      const lines = readFileSync(at('out/live.jsonl'), 'utf8').trim().split('\n');
      const said = lines.map((line) => JSON.parse(line) as { kind: string });
      expect(said.at(-1)).to.deep.include({ ending: 'asked', report: 'report.html' });
      expect(said.at(-2)).to.deep.equal({ kind: 'writing' });
      expect(stdout.match(/^live /gm)).to.have.length(1);
      expect(readFileSync(at('out/report.html'), 'utf8')).to.include('before all was tried');
    });
  }

  it('and `watch` say what is missing', async () => {
    const { code, stderr } = await runHere('watch', path.join(folder(), 'none'));
    expect(code).to.equal(1);
    expect(stderr).to.match(/^error: .*none: expected a folder of trainings, got none: begin one/);
    mkdirSync(path.join(folder(), 'none'));
    expect((await runHere('watch', folder(), '--port', '70000')).code).to.equal(2);
  });
});

/** The process of the server that a training has started. */
function serverOf(pid: number): number {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
  expect(children).to.have.length(1);
  return Number(children[0]);
}

/** Waits until nobody listens at an address any more. */
async function gone(url: string): Promise<void> {
  for (;;) {
    try {
      await asking(url);
    } catch {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

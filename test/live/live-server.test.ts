import { expect } from 'chai';
import { existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { LiveRecorder } from '../../src/live';
import { startLiveServer, type LiveServer } from '../../src/live/server/live-server';
import { historyOf } from '../support/reported-run';
import { temporaryFolder } from '../support/temporary-folder';
import { asking, eventUntil } from './sse';

const IMAGE = { width: 2, height: 1, channels: 1 } as const;
const DATA = {
  classes: ['cat', '<b>'],
  image: IMAGE,
  samples: { training: 4, validation: 2, test: 2 },
};
const RUN = { slug: 'run-1', title: 'λ 0', settings: {}, epochs: 1000 };

describe('the server of live pages', () => {
  const folder = temporaryFolder();
  let server: LiveServer;
  let recorder: LiveRecorder;
  let page: string;

  beforeEach(async () => {
    const own = path.join(folder(), 'one');
    mkdirSync(own);
    recorder = new LiveRecorder(own, 'onelayer train --live', () => undefined);
    recorder.data(DATA);
    recorder.runs([RUN]);
    server = await startLiveServer(folder());
    const { status, headers } = await asking(server.url);
    expect(status).to.equal(302);
    page = new URL(headers.location!, server.url).href;
  });
  afterEach(async () => {
    await recorder.end('finished', null);
    await server.stop();
  });

  it('tells a page all, then what changes, and a page that comes back all again', async () => {
    const history = historyOf({ costs: Array.from({ length: 700 }, (_, i) => 3 - i / 700) });
    const growing = (async () => {
      for (const record of history) {
        recorder.epoch(0, record);
        if (record.epoch % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 60));
      }
      recorder.progress('epoch', 700, 1000);
    })();
    const events = await eventUntil(page, ({ data }) =>
      data.runs.some(({ epoch }) => epoch === 700),
    );
    await growing;
    expect(events[0].event).to.equal('state');
    expect(new Set(events.slice(1).map(({ event }) => event))).to.deep.equal(new Set(['change']));
    const [{ data }] = await eventUntil(page, () => true);
    expect(data).to.deep.include({ ...DATA, phase: 'training', command: 'onelayer train --live' });
    const [{ curves, epoch, epochs, best }] = data.runs;
    expect({ epoch, epochs, best }).to.deep.equal({
      ...{ epoch: 700, epochs: 1000 },
      best: { epoch: 1, accuracy: 0.39 },
    });
    expect(curves.epochs.length).to.be.within(300, 602);
    expect(curves.trainCost.length).to.equal(curves.epochs.length);
    expect([curves.trainCost[0], curves.gap.length]).to.deep.equal([3, 0]);
    expect(data.trainings.map((one) => one.folder)).to.deep.equal(['one']);
  });

  it('passes requests on that the training takes, and refuses others', async () => {
    const requested = (name: string) =>
      existsSync(path.join(folder(), 'one', 'live', `${name}.request`));
    expect((await asking(`${page}stop`, 'POST')).status).to.equal(409);
    recorder.takes('stop');
    await eventUntil(page, ({ data }) => data.canStop);
    expect((await asking(`${page}stop`, 'GET')).status).to.equal(404);
    expect(requested('stop')).to.equal(false);
    expect((await asking(`${page}stop`, 'POST')).status).to.equal(202);
    expect(requested('stop')).to.equal(true);
    const { status, body } = await asking(`${page}checkpoint`, 'POST');
    expect([status, JSON.parse(String(body))]).to.deep.equal([
      ...[409, { error: "the training doesn't take the request to checkpoint now" }],
    ]);
    const [{ data }] = await eventUntil(page, () => true);
    expect(data).to.deep.include({ canCheckpoint: false, asked: ['stop'] });
  });

  it('answers this machine’s own pages alone, and whoever knows the token', async () => {
    const { host, port } = new URL(server.url);
    const status = async (url: string, headers: Record<string, string>, method?: string) =>
      (await asking(url, method, headers)).status;
    expect(await status(page, { host: 'evil.example' })).to.equal(403);
    expect(await status(page, { host: `127.0.0.1.evil.example:${port}` })).to.equal(403);
    expect(await status(page, { host: `localhost:${port}` })).to.equal(200);
    recorder.takes('stop');
    await eventUntil(page, ({ data }) => data.canStop);
    for (const origin of ['http://evil.example', 'null', `https://${host}`]) {
      expect(await status(`${page}stop`, { origin }, 'POST'), origin).to.equal(403);
    }
    const foreign = { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' };
    expect(await status(`${page}stop`, foreign, 'POST')).to.equal(403);
    // A link in another page, e.g. in a terminal in the browser.
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(await status(page, link)).to.equal(200);
    expect(await status(`${page}stop`, link, 'POST')).to.equal(403);
    expect(await status(`${page}stop`, { origin: `http://${host}` }, 'POST')).to.equal(202);
    const token = new URL(server.url).pathname.slice(1, -1);
    expect(token).to.match(/^[\w-]{22}$/);
    for (const wrong of ['', token.slice(1), token.replace(/.$/, '!'), `${token}x`]) {
      expect(await status(page.replace(token, wrong), {}), wrong).to.equal(404);
    }
  });

  it('sends the latest weights, and the report at the end, which gets no access', async () => {
    recorder.weights(3.5, [{ weights: Float32Array.of(1, 2, 3, 4) }]);
    const events = await eventUntil(page, ({ data }) => data.runs.some(({ weights }) => weights));
    const { epoch, url } = events.at(-1)!.data.runs[0].weights!;
    expect(epoch).to.equal(3.5);
    const { body, headers } = await asking(new URL(url, page).href);
    expect(headers['content-type']).to.equal('application/octet-stream');
    expect(body).to.deep.equal(Buffer.from(Float32Array.of(1, 2, 3, 4).buffer));
    for (const bad of ['..%2Fstop.request', 'run-2', '%00']) {
      expect((await asking(`${page}weights/${bad}`)).status).to.be.within(400, 404);
    }
    expect((await asking(`${page}report.html`)).status).to.equal(404);
    writeFileSync(path.join(folder(), 'one', 'report.html'), '<p>all</p>');
    await recorder.end('early', 'report.html');
    const [{ data }] = await eventUntil(page, () => true);
    expect(data).to.deep.include({ phase: 'ended', ending: 'early', report: 'report.html' });
    const report = await asking(`${page}report.html`);
    expect(String(report.body)).to.equal('<p>all</p>');
    expect(report.headers['content-security-policy']).to.match(/^sandbox allow-scripts/);
  });

  it('shows nothing of other folders, whatever a journal says', async () => {
    const own = path.join(folder(), 'two');
    mkdirSync(own);
    const lines = [
      { kind: 'start', version: 1, time: 9e15, command: '</script><script>', process: 3 },
      { kind: 'runs', runs: [{ slug: '../x', title: 1 }, null] },
      { kind: 'runs', runs: [{ slug: '__proto__', title: 'x', settings: {}, epochs: 1 }] },
      { kind: 'epoch', run: '__proto__', record: { epoch: 1 } },
      { kind: 'epoch', run: 'nobody', record: null },
      { kind: 'what' },
      { kind: 'ended', ending: 'finished', report: '../one/live.jsonl' },
    ];
    writeFileSync(
      path.join(own, 'live.jsonl'),
      lines.map((one) => JSON.stringify(one)).join('\n') + '\n',
    );
    const trainings = await server.look();
    expect(trainings.map((one) => [one.folder, one.phase])).to.deep.equal([
      ...[
        ['two', 'ended'],
        ['one', 'training'],
      ],
    ]);
    const bad = new URL(trainings[0].url, page).href;
    const [{ data }] = await eventUntil(bad, () => true);
    expect(data.report).to.equal(undefined);
    expect((await asking(`${bad}report.html`)).status).to.equal(404);
    expect((await asking(bad)).status).to.equal(200);
  });

  it('takes its place again after it was killed; a second one takes another', async () => {
    const second = await startLiveServer(folder());
    const [one, two] = [server.url, second.url].map((url) => new URL(url));
    expect(two.port).to.not.equal(one.port);
    await second.stop();
    const kept = path.join(folder(), '.live-address.json');
    const { port, pathname } = one;
    const address = JSON.stringify({ port: Number(port), token: pathname.slice(1, -1) });
    for (const [mode, isTaken] of [
      [0o644, false],
      [0o600, true],
    ] as const) {
      await server.stop();
      rmSync(kept, { force: true });
      writeFileSync(kept, address, { mode });
      server = await startLiveServer(folder());
      // Others may have read the first one.
      expect(server.url === one.href).to.equal(isTaken || process.platform === 'win32');
      expect(statSync(kept).mode & 0o077).to.equal(process.platform === 'win32' ? 0o066 : 0);
    }
    // It is kept while there is something to watch.
    await recorder.end('finished', null);
    await server.stop();
    expect(existsSync(kept)).to.equal(false);
  });

  it('says that a port is in use', async () => {
    const { port } = new URL(server.url);
    const refused = await startLiveServer(folder(), Number(port)).catch((error: unknown) => error);
    expect(refused)
      .to.have.property('message')
      .that.matches(/^port \d+ of 127.0.0.1 is in use/);
  });
});

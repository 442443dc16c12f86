import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { eventText } from '../../src/cli/serve/event-text';
import { trainModel } from '../service/models';
import { startBin } from '../support/run-bin';
import { runHere } from '../support/run-here';
import { temporaryFolder } from '../support/temporary-folder';

describe('onelayer serve', () => {
  const folder = temporaryFolder();
  let model: string;
  beforeEach(async () => {
    model = path.join(folder(), 'model.safetensors');
    await (await trainModel(1, 4, 3)).save(model);
  });

  /** Starts it in a process of its own, and asks it one thing. */
  async function served(...options: string[]) {
    const service = startBin('onelayer', ['serve', model, '--port', '0', ...options]);
    let stdout = '';
    service.child.stdout!.on('data', (text: string) => (stdout += text));
    await service.said(/http:.*\n/);
    const headers = { 'content-type': 'application/json' };
    const url = /http:\/\/[^"\s]+/.exec(stdout)![0];
    const body = '{"row":[1,2,3,4]}';
    const answer = await fetch(`${url}/predict`, { method: 'POST', headers, body });
    expect(answer.status).to.equal(200);
    return service;
  }

  it('says where it serves what and that others can reach it, and ends with 0 on SIGTERM once all is answered', async () => {
    const { child, outcome } = await served('--host', '0.0.0.0');
    child.kill('SIGTERM');
    const { code, stdout, stderr } = await outcome;
    expect(stdout).to.match(
      /^serving .*model\.safetensors \(model [0-9a-f]{12}: 4 features, 3 classes\) at http:\/\/0\./,
    );
    expect(stderr).to.match(/^note: other machines can reach .*access control/m);
    expect(stdout).to.match(/\nstopping\nstopped; answers: 1 of status 200\n$/);
    expect(code).to.equal(0);
  });

  it('prints events as JSON with --json, looks at the model on SIGHUP, and ends on Ctrl-C', async () => {
    const service = await served('--json', '--poll', '3600000', '--host', '::1');
    await (await trainModel(2, 4, 3)).save(model);
    service.child.kill('SIGHUP');
    await service.said(/swapped/);
    service.child.kill('SIGINT');
    const { code, stdout } = await service.outcome;
    const events = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(events.map(({ event }) => event)).to.deep.equal([
      ...['listening', 'swapped', 'stopping', 'stopped'],
    ]);
    expect(events[0].url).to.match(/^http:\/\/\[::1\]:\d+$/);
    expect(events[0]).to.include({ file: model, exposed: false });
    expect(events[3]).to.deep.equal({ event: 'stopped', requests: { 200: 1 }, cut: 0 });
    expect(code).to.equal(0);
  });

  describe('refuses in one line, with exit code 1,', () => {
    let taken: Server;
    let port: string;
    before('take a port', async () => {
      taken = createServer().listen(0, '127.0.0.1');
      await once(taken, 'listening');
      port = String((taken.address() as AddressInfo).port);
    });
    after(() => taken.close());

    const refused: [string, () => string[], RegExp][] = [
      [
        'a port that is in use',
        () => [model, '--port', port],
        /^error: port \d+ of 127\.0\.0\.1 is in use: choose another one, or 0/,
      ],
      [
        'an address of another machine',
        () => [model, '--host', '192.0.2.1'],
        /^error: host 192\.0\.2\.1: expected an address of this machine/,
      ],
      [
        'a name without an address',
        () => [model, '--host', 'nowhere.invalid'],
        /^error: host nowhere\.invalid: expected an address or a known name/,
      ],
      [
        'a missing model',
        () => [path.join(folder(), 'none.safetensors')],
        /^error: .*none\.safetensors/,
      ],
    ];
    for (const [what, args, message] of refused) {
      it(what, async () => {
        const { code, stdout, stderr } = await runHere('serve', ...args());
        expect(stderr).to.match(message);
        expect(stderr.trimEnd()).to.not.include('\n');
        expect([code, stdout]).to.deep.equal([1, '']);
      });
    }
  });

  const wrong: [string[], RegExp][] = [
    [['m', '--port', '70000'], /--port: expected an integer from 0 to 65535, got 70000/],
    [['m', '--wait', 'soon'], /--wait: expected a non-negative integer, got "?(NaN|soon)/],
    [['m', '--tempo', '1'], /unknown option '--tempo'/],
    [[], /missing required argument 'model'/],
  ];
  for (const [args, message] of wrong) {
    it(`refuses \`${args.join(' ')}\`, and exits with 2`, async () => {
      const { code, stdout, stderr } = await runHere('serve', ...args);
      expect(stderr).to.match(message);
      expect([code, stdout]).to.deep.equal([2, '']);
    });
  }

  it('says in a line what happens', () => {
    const [model, before] = ['b', 'a'];
    expect(eventText({ event: 'swapped', model, before })).to.equal('model b takes over from a');
    const refusal = eventText({ event: 'refused', model, reason: 'no\u001b[31m' });
    expect(refusal)
      .to.match(/^model b stays: no/)
      .and.not.include('\u001b');
    expect(eventText({ event: 'stopped', requests: {}, cut: 2 })).to.equal(
      'stopped; no predictions; 2 connections had to be cut',
    );
  });
});

